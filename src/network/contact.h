/* contact.h -- the ways to reach somebody, as typed: checked, and brought to one form. Empty is
 * always fine. */
#ifndef NETWORK_CONTACT_H
#define NETWORK_CONTACT_H

#include "base/arena.h"

enum { CONTACT_MAX = 300 };

/* 5 to 20 digits with spaces, + - ( ) . / between; several with ',' or ';' between; words in round
 * brackets or behind a number ("ext. 12", "(TU)") are let be. */
bool contact_phone_ok(struct str s);

/* 08..., 62..., +62... or another country's number with its '+' becomes digits with the country's
 * first: 62812... */
bool contact_whatsapp(struct arena *a, struct str *s);

/* One address: something@host.tld, without spaces or brackets. */
bool contact_email_ok(struct str s);

/* http:// or https:// with a host; without either, https:// is put before it. */
bool contact_website(struct arena *a, struct str *s);

#endif
