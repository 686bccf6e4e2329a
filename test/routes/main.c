/* main.c -- the site map as the program has it, a route a line: method, pattern, permission, flags,
 * parameters. A parameter is name:kind:max, kinds as in web/page.h (t text, l lines, f file, n
 * number, w word). */
#include <stdio.h>

#include "web/page.h"

int main(void)
{
    static const char *const methods[] = {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "OTHER"};
    struct route_walk walk = {routes, NULL};
    for (const struct route *r; (r = route_next(&walk)) != NULL;) {
        printf("%s\t%s\t%d\t%u\t", methods[r->method], r->pattern, (int)r->permission, r->flags);
        for (const struct param *p = r->param; p->name; p++)
            printf("%s%s:%c:%d", p == r->param ? "" : " ", p->name, "tlfnw"[p->kind], p -> max);
        putchar('\n');
    }
    return 0;
}
