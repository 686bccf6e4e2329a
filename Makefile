# Silang: the only build system. `make help` lists what it makes.
#
#   make                 release build: build/release/silang
#   make MODE=debug      -O0 -g
#   make MODE=asan       AddressSanitizer + UndefinedBehaviorSanitizer
#   make CC=clang ...    both compilers build without a warning
MODE    ?= release
CC      ?= gcc
VERSION := 0.1.0
B       ?= build/$(MODE)
GEN     := $(B)/gen

PKGS    := sqlite3 icu-uc libsodium libmicrohttpd libqrencode zlib libbrotlienc
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
CPPFLAGS += -D_GNU_SOURCE -DSILANG_VERSION='"$(VERSION)"' -Isrc -I$(GEN) -MMD -MP \
            $(shell pkg-config --cflags $(PKGS))
LDFLAGS += $(LINK_$(MODE))
LDLIBS  += $(shell pkg-config --libs $(PKGS)) -lpthread -lm
