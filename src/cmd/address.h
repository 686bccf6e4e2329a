/* address.h -- where a server can be reached, for the person who started it. */
#ifndef CMD_ADDRESS_H
#define CMD_ADDRESS_H

#include "base/arena.h"
#include "base/buf.h"

/* "http://127.0.0.1:8080/" for the address listened on. */
struct str address_here(struct arena *a, struct str listen, int port);

/* Addresses other devices of the local network can use: none when only this computer is served. */
struct strs address_lan(struct arena *a, struct str listen, int port);

/* A QR code of the text in block characters, two rows a line, with its quiet zone (ISO/IEC 18004);
 * `colour` writes it black on white whatever the terminal's colours. */
void address_qr(struct buf *to, struct str text, bool colour);

#endif
