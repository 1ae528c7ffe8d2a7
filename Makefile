# Shorthands; everything works without make.
.PHONY: build test it fmt run bench kernels

build: ## the program
	mvn -q -B -ntp -DskipTests -pl server -am package

test: ## unit tests and the arrows between packages
	mvn -B -ntp test

it: ## everything, real restic clients included
	mvn -B -ntp verify

fmt: ## the formatter
	mvn -q -B -ntp spotless:apply

run: ## a server in ./data that asks nobody for a login
	./packhouse serve --path ./data --no-auth

bench: ## against rest-server, see bench/README.md
	bench/compare.py --rounds 5 \
	  --a "packhouse=$(CURDIR)/packhouse serve --path {dir} --no-auth --listen 127.0.0.1:{port} --admin-listen off" \
	  --b "rest-server=restic-rest-server --path {dir} --no-auth --listen 127.0.0.1:{port}"

kernels: ## the innermost loops, see bench/README.md
	mvn -q -B -ntp -P bench -pl bench/jmh -am -DskipTests package
	java -jar bench/jmh/target/kernels.jar
