# Silang: the only build system.
#
#   make                 release build: build/release/silang
#   make MODE=debug      -O0 -g
#   make MODE=asan       AddressSanitizer + UndefinedBehaviorSanitizer
#   make CC=clang B=DIR  both compilers build without a warning
#   make units           the unit test programs: $(B)/unit-ROOM
#   make guards          the rules that tools keep: tool/guard/*
#   make fuzz            each fuzz target for FUZZ_SECONDS (clang); TARGET=http: that one
#   make fault           bad disks and bad moments at FAULT_ROUNDS places each, FAULT_CUTS cuts of power (long)
#   make install         DESTDIR, prefix (default /usr/local)
#   make help            this list
.DEFAULT_GOAL := all
MODE    ?= release
ifeq ($(origin CC),default)
CC      := gcc
endif
VERSION := 0.1.0
B       ?= build/$(MODE)
GEN     := $(B)/gen

PKGS    := sqlite3 icu-uc libsodium libmicrohttpd libqrencode zlib libbrotlienc expat libcurl libseccomp
CLANG   := $(findstring clang,$(CC))

WARN := -Wall -Wextra -Wconversion -Wshadow -Werror -Wformat=2 -Wvla -Wnull-dereference \
        -Wimplicit-fallthrough -Wundef -Wmissing-prototypes -Wstrict-prototypes
WARN += $(if $(CLANG),,-Wduplicated-cond -Wlogical-op -Wcast-align=strict -Wbidi-chars=any)
HARD := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIE \
        -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing \
        -ftrivial-auto-var-init=$(if $(CLANG),pattern,zero)
HARD += $(if $(CLANG),,-fzero-call-used-regs=used-gpr)
LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--as-needed -Wl,-z,nodlopen

MODE_release := -O2 -g -D_FORTIFY_SOURCE=3 $(HARD)
MODE_debug   := -O0 -g3
MODE_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
MODE_fuzz    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link
LINK_release := $(LINK)
LINK_asan    := -fsanitize=address,undefined
LINK_fuzz    := -fsanitize=address,undefined

CFLAGS  += -std=gnu17 $(MODE_$(MODE)) $(WARN)
CPPFLAGS += -D_GNU_SOURCE -DSILANG_VERSION='"$(VERSION)"' \
            -Isrc -I$(GEN) -MMD -MP \
            $(shell pkg-config --cflags $(PKGS))
LDFLAGS += $(LINK_$(MODE))
LDLIBS  += $(shell pkg-config --libs $(PKGS)) -lpthread -lm

# ---- rooms: what each may know (ARCHITECTURE.md); tool/guard/layers holds the includes to it ----
ROOMS        := base i18n text record db index network catalog share z3950 peer work net web cmd
KNOWS_base    :=
KNOWS_i18n    := base
KNOWS_text    := base
KNOWS_record  := base text
KNOWS_db      := base
KNOWS_index   := base text
KNOWS_network := base text db
KNOWS_catalog := base text record db index network
KNOWS_share   := base text record db index network catalog
KNOWS_peer    := base text record z3950
KNOWS_z3950   := base text record
KNOWS_work    := base text record db index network catalog share z3950 peer
KNOWS_net     := base
KNOWS_web     := base i18n text record db index network catalog share z3950 peer work net
KNOWS_cmd     := base i18n text record db index network catalog share peer z3950 work net web

# ---- generated sources, by the room they belong to ----
GEN_OBJ_db := $(GEN)/schema.o
$(GEN)/schema.c: $(sort $(wildcard schema/*.sql)) tool/schema.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f tool/schema.awk $(filter %.sql,$^) > $@.tmp && mv $@.tmp $@

GEN_OBJ_network := $(GEN)/place.o
$(GEN)/place.c: place/indonesia.txt tool/place.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f tool/place.awk $< > $@.tmp && mv $@.tmp $@

GEN_OBJ_text := $(GEN)/marc8.o $(GEN)/thesaurus.o
$(GEN)/thesaurus.c: thesaurus/id-en.txt tool/thesaurus.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f tool/thesaurus.awk $< > $@.tmp && mv $@.tmp $@
$(GEN)/marc8.c: charset/marc8.txt tool/marc8.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f tool/marc8.awk $< > $@.tmp && mv $@.tmp $@

GEN_OBJ_record := $(GEN)/marc21.o
$(GEN)/marc21.c: marc21/bibliographic.txt tool/marc21.awk
	@mkdir -p $(@D)
	LC_ALL=C awk -f tool/marc21.awk $< > $@.tmp && mv $@.tmp $@

LOCALES := locale/id.txt locale/en.txt
GEN_OBJ_i18n := $(GEN)/msg.o
GEN_ALL += $(GEN)/msg.h
$(B)/tool/%: tool/%.c
	@mkdir -p $(@D)
	$(CC) -std=gnu17 -D_GNU_SOURCE -O1 $(WARN) $(TOOL_CFLAGS) -o $@ $< $(TOOL_LIBS)
$(GEN)/msg.h $(GEN)/msg.c &: $(B)/tool/msg $(LOCALES)
	@mkdir -p $(@D)
	$(B)/tool/msg $(GEN)/msg.h $(GEN)/msg.c $(LOCALES)

TEMPLATES := $(sort $(wildcard src/web/html/*.html))
STATICS   := $(sort $(wildcard src/web/static/*))
ifneq ($(TEMPLATES),)
GEN_OBJ_web := $(GEN)/html.o $(GEN)/static.o
GEN_ALL += $(GEN)/html.h $(GEN)/static_names.h
endif
$(B)/tool/embed: TOOL_LIBS := -lz -lbrotlienc
$(B)/tool/html: tool/html.c tool/scan.c tool/scan.h $(addprefix src/base/,buf.c str.c mem.c arena.c)
	@mkdir -p $(@D)
	$(CC) -std=gnu17 -D_GNU_SOURCE -Isrc -O1 $(WARN) -o $@ $(filter %.c,$^)
$(GEN)/html.h $(GEN)/html.c &: $(B)/tool/html $(TEMPLATES)
	@mkdir -p $(@D)
	$(B)/tool/html $(GEN)/html.c $(GEN)/html.h $(TEMPLATES)
$(GEN)/static_names.h $(GEN)/static.c &: $(B)/tool/embed $(STATICS)
	@mkdir -p $(@D)
	$(B)/tool/embed $(GEN)/static.c $(GEN)/static_names.h $(STATICS)
$(GEN)/html.o $(GEN)/static.o: | $(GEN_ALL)

SRC  := $(wildcard $(addprefix src/,$(addsuffix /*.c,$(ROOMS))))
OBJ  := $(SRC:src/%.c=$(B)/src/%.o)
obj_of = $(patsubst src/%.c,$(B)/src/%.o,$(wildcard src/$(1)/*.c)) $(GEN_OBJ_$(1))

.PHONY: all silang units guards install help clean
all: silang
help:
	@sed -n 's/^#   //p' Makefile
silang: $(B)/silang

$(B)/silang: $(OBJ) $(foreach r,$(ROOMS),$(GEN_OBJ_$(r)))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(GEN)/%.o: $(GEN)/%.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(B)/src/%.o: src/%.c | $(GEN_ALL)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# ---- unit tests: one program per room, linked with that room and the rooms it knows ----
UNITS := $(patsubst test/unit/%,%,$(wildcard test/unit/*))
define UNIT
$(B)/unit-$(1): $$(patsubst %.c,$(B)/%.o,$$(wildcard test/unit/$(1)/*.c test/*.c)) \
                $$(foreach r,$(1) $$(KNOWS_$(1)),$$(call obj_of,$$(r)))
	$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$(sort $$^) $$(LDLIBS)
endef
$(foreach r,$(ROOMS),$(eval $(call UNIT,$(r))))
units: $(UNITS:%=$(B)/unit-%)

# Linked with every room, so that every statement is in it.
$(B)/test-postgresql: $(B)/test/postgresql/prepare_test.o $(B)/test/test.o \
                      $(filter-out $(B)/src/cmd/main.o,$(OBJ)) $(foreach r,$(ROOMS),$(GEN_OBJ_$(r)))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lpq
$(B)/test/postgresql/%.o: CPPFLAGS += $(shell pkg-config --cflags libpq)

# Every reader of foreign bytes under limits, linked with every room (test/limits, test/part/5-limits).
$(B)/test-limits: $(patsubst %.c,$(B)/%.o,$(wildcard test/limits/*.c)) \
                  $(filter-out $(B)/src/cmd/main.o,$(OBJ)) $(foreach r,$(ROOMS),$(GEN_OBJ_$(r)))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The table of routes, for tests that have to try all of them.
$(B)/test-routes: $(B)/test/routes/main.o $(filter-out $(B)/src/cmd/main.o,$(OBJ)) $(foreach r,$(ROOMS),$(GEN_OBJ_$(r)))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/test/%.o: test/%.c | $(GEN_ALL)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itest $(CFLAGS) -c -o $@ $<

# ---- bench: the search index without anything around it (bench/search) ----
$(B)/bench-search: $(B)/bench/search/ours.o $(foreach r,index text base,$(call obj_of,$(r)))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/bench/%.o: bench/%.c | $(GEN_ALL)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

guards: silang
	@for g in tool/guard/*; do echo $$g && $$g . || exit 1; done

# ---- fault ----
FAULT_ROUNDS ?= 40
FAULT_CUTS   ?= 1000
.PHONY: fault
fault:
	FAULT_ROUNDS=$(FAULT_ROUNDS) FAULT_CUTS=$(FAULT_CUTS) test/run.sh 7-faults 7-disk 7-index 7-power 7-kill 7-clock

# ---- fuzz ----
# `make fuzz` runs each target of test/fuzz for FUZZ_SECONDS (clang); what it finds is build/fuzz/crash-*
FUZZ_SECONDS ?= 20
FUZZERS      := $(patsubst test/fuzz/%.c,%,$(wildcard test/fuzz/*.c))
FUZZ_ROOMS   := base text record z3950 net
FUZZ_OBJ     := $(patsubst src/%.c,$(B)/src/%.o,$(wildcard src/catalog/query*.c))
SEEDS_iso2709 := $(wildcard test/data/*.mrc)
SEEDS_unimarc := $(SEEDS_iso2709)
SEEDS_mrk    := $(wildcard test/data/*.mrk)
SEEDS_editor := $(SEEDS_mrk)
SEEDS_csv    := $(wildcard test/data/*.csv)
SEEDS_table  := $(wildcard test/data/*.csv)
SEEDS_xlsx   := $(wildcard test/data/*.xlsx test/data/*.xls)
SEEDS_bibtex := $(wildcard test/data/*.bib)
SEEDS_gzip   := $(wildcard test/data/*.gz)
SEEDS_marcxml := $(wildcard test/data/*.xml)
SEEDS_oai    := $(wildcard test/data/oai/*.xml)
SEEDS_marcjson := $(wildcard test/data/*.json)
SEEDS_sru   := $(wildcard test/data/sru/*.xml)
SEEDS_origin := $(wildcard test/data/origin/*.ber)
SEEDS_z3950 := $(wildcard test/data/z3950/*.ber)
SEEDS_rpn   := $(wildcard test/data/z3950/*.rpn)
SEEDS_slims_push := $(wildcard test/data/slims-push/*.json)
SEEDS_json_row := $(wildcard test/data/api/*.json)
SEEDS_http  := $(wildcard test/data/http/*.http)
SEEDS_multipart := $(wildcard test/data/multipart/*.form)

$(B)/fuzz-%: $(B)/test/fuzz/%.o $(FUZZ_OBJ) $(foreach r,$(FUZZ_ROOMS),$(call obj_of,$(r)))
	$(CC) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LDLIBS)

.PHONY: fuzz $(FUZZERS:%=fuzz-run-%)
fuzz:
	$(MAKE) CC=clang MODE=fuzz B=build/fuzz $(addprefix fuzz-run-,$(or $(TARGET),$(FUZZERS)))

$(FUZZERS:%=fuzz-run-%): fuzz-run-%: $(B)/fuzz-%
	@mkdir -p $(B)/corpus/$* $(B)/seeds/$*
	@$(if $(SEEDS_$*),cp $(SEEDS_$*) $(B)/seeds/$*)
	$< -max_total_time=$(FUZZ_SECONDS) -max_len=20000 -timeout=10 -rss_limit_mb=1024 \
	   -print_final_stats=1 -artifact_prefix=$(B)/ $(B)/corpus/$* $(B)/seeds/$*

# ---- install ----
prefix  ?= /usr/local
bindir  := $(prefix)/bin
datadir := $(prefix)/share
INSTALL := install -D -m 644
install: $(B)/silang
	install -D -m 755 $< $(DESTDIR)$(bindir)/silang
	$(INSTALL) docs/man/silang.1 $(DESTDIR)$(datadir)/man/man1/silang.1
	$(INSTALL) docs/man/id/silang.1 $(DESTDIR)$(datadir)/man/id/man1/silang.1
	@mkdir -p $(DESTDIR)$(prefix)/lib/systemd/system
	sed 's|@bindir@|$(bindir)|' etc/silang.service > $(DESTDIR)$(prefix)/lib/systemd/system/silang.service
	chmod 644 $(DESTDIR)$(prefix)/lib/systemd/system/silang.service
	$(INSTALL) etc/nginx/silang.conf $(DESTDIR)$(datadir)/doc/silang/nginx/silang.conf
	$(INSTALL) LICENSE $(DESTDIR)$(datadir)/doc/silang/LICENSE
	$(INSTALL) thesaurus/id-en.txt $(DESTDIR)$(datadir)/silang/thesaurus/id-en.txt
	for f in sample/*; do $(INSTALL) $$f $(DESTDIR)$(datadir)/silang/$$f || exit 1; done

clean:
	rm -rf build

-include $(shell find $(B) -name '*.d' 2>/dev/null)
