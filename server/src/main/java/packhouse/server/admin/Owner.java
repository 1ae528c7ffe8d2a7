package packhouse.server.admin;

/** What only the owner may ask, who comes through the socket. */
record Owner(Inquiries inquiries, Locksmith locksmith, JobDesk jobs) {}
