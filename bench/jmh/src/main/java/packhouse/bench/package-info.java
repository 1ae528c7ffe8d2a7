/** Benchmarks of the kernels: what is done to every byte or every blob of a repository. Bytes a second and core, on one thread. */
@NullMarked
package packhouse.bench;

import org.jspecify.annotations.NullMarked;
