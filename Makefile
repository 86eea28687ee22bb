# naze: GNU make 4.3, gcc or clang, flex, bison. `make help` lists what can be asked for.
#
#   make                 the tool, the static and the shared library, into build/
#   make SAN=1           the same under ASan and UBSan, into build-san/
#   make CC=clang        the same with clang, into build-clang/
#   make PIECES=1        every piece of memory a block of its own (grammar/arena.c), into build-pieces/
#   make demo            installs what is missing, builds, explains a real case
#   make test            installs what is missing, builds, runs every test; ends in "N passed, N failed"

VERSION := 0.1.0
SOVERSION := 0

# ---- what has to be installed (Debian 12 names; this list is the only one) ----
DEPS := gcc libc6-dev binutils make pkg-config flex bison libutf8proc-dev libjansson-dev libsqlite3-dev libxml2-dev libz3-dev libcmocka-dev jq sqlite3
DEPS_CI := clang libclang-rt-14-dev gcovr time

# ---- variants ----
ifeq ($(origin CC),default)
CC := gcc
endif
VARIANT := $(if $(SAN),-san)$(if $(COVER),-cover)$(if $(FUZZ),-fuzz)$(if $(PIECES),-pieces)$(if $(findstring clang,$(CC)),-clang)
BUILD ?= build$(VARIANT)
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
LIBEXECDIR ?= $(PREFIX)/libexec/naze
RULESDIR := $(DATADIR)/naze/rules

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
OPT ?= -O2
CFLAGS ?=
ALL_CFLAGS = -std=c17 $(OPT) -g $(WARN) -fvisibility=hidden -fPIC $(VARIANT_FLAGS) $(CFLAGS)
comma := ,
VARIANT_FLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer) \
                 $(if $(COVER),--coverage -fprofile-update=atomic) $(if $(PIECES),-DNZ_ARENA_PIECES) \
                 $(if $(FUZZ),-fsanitize=fuzzer-no-link$(comma)address$(comma)undefined -fno-sanitize-recover=all)
LDFLAGS ?=
LIBS := -lutf8proc -ljansson
INC := -I$(BUILD)/gen -Igrammar
POSIX := -D_POSIX_C_SOURCE=200809L # the library itself is plain C17

# ---- sources, by folder ----
GEN_Y := $(patsubst grammar/%.y,$(BUILD)/gen/%.tab.c,$(wildcard grammar/*.y))
GEN_L := $(patsubst grammar/%.l,$(BUILD)/gen/%.lex.c,$(wildcard grammar/*.l))
GEN_H := $(GEN_Y:.c=.h) $(GEN_L:.c=.h)
LIB_SRC := $(wildcard grammar/*.c interp/*/*.c interp/*.c)
TOOL_SRC := $(wildcard tools/*.c)
FINDINGS_SRC := $(wildcard tools/findings/*.c tools/trials/*.c) # what is said about rules, and rules changed to see what notices: shared by programs
# Verbs that need more libraries or more code than an answer does are executables of their own, found by naze: a folder each.
PROGRAMS := $(patsubst tools/%/main.c,%,$(wildcard tools/*/main.c))
LIBS_month := -lsqlite3
LIBS_verify := -lz3
LIBS_import := -lxml2
LIBS_dmn-test := -lxml2
MORE_import := dmn
MORE_dmn-test := dmn
UNIT_SRC := $(wildcard tests/unit/test_*.c)
SWEEP_SRC := $(wildcard tests/unit/sweep_*.c)
HELP_SRC := $(wildcard tests/unit/lib_*.c) $(filter-out tests/fuzz/fuzz_%.c tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c))
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
BENCH_SRC := $(wildcard tests/bench/*.c)
HEADERS := $(wildcard interp/naze*.h)

LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN_Y:.c=.o) $(GEN_L:.c=.o)
TOOL_OBJ := $(TOOL_SRC:%.c=$(BUILD)/%.o)
PROGRAM_BIN := $(PROGRAMS:%=$(BUILD)/naze-%)
PROGRAM_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(PROGRAMS:%=tools/%/*.c) tools/dmn/*.c))
SHARED_OBJ := $(filter-out $(BUILD)/tools/main.o $(BUILD)/tools/verb_%,$(TOOL_OBJ)) $(FINDINGS_SRC:%.c=$(BUILD)/%.o) # what the programs have in common with naze
HELP_OBJ := $(HELP_SRC:%.c=$(BUILD)/%.o)
UNIT_BIN := $(UNIT_SRC:%.c=$(BUILD)/%)
SWEEP_BIN := $(SWEEP_SRC:%.c=$(BUILD)/%)

FUZZ_BIN := $(FUZZ_SRC:%.c=$(BUILD)/%)
REPLAY_BIN := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/tests/fuzz/replay_%)
HELP := $(BUILD)/tests/libhelp.a

MANUAL := $(BUILD)/share/naze.1 $(BUILD)/share/naze.ja.1 $(BUILD)/share/naze.bash

SO := libnaze.so.$(SOVERSION)
# Two jobs unless the caller already chose.
JOBS = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j2)
SUB = $(MAKE) --no-print-directory

.PHONY: all
all: $(BUILD)/naze $(PROGRAM_BIN) $(BUILD)/libnaze.a $(BUILD)/libnaze.so $(BUILD)/naze.pc $(MANUAL)

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:

# ---- generated sources ----
$(BUILD)/gen/%.tab.c $(BUILD)/gen/%.tab.h: grammar/%.y
	@mkdir -p $(@D)
	bison -Wall -Werror --header=$(BUILD)/gen/$*.tab.h --report=none -o $(BUILD)/gen/$*.tab.c $<
$(BUILD)/gen/%.lex.c $(BUILD)/gen/%.lex.h: grammar/%.l
	@mkdir -p $(@D)
	flex -CF --header-file=$(BUILD)/gen/$*.lex.h -o $(BUILD)/gen/$*.lex.c $<

# ---- objects ----
# Everything is compiled again when the compiler or its flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D); echo '$(CC) $(ALL_CFLAGS) $(RULESDIR) $(LIBEXECDIR)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS) $(RULESDIR) $(LIBEXECDIR)' > $@
.PHONY: FORCE
FORCE:

COMPILE = @mkdir -p $(@D) && echo "  CC $<" && $(CC) $(ALL_CFLAGS) $(INC) $(1) -MMD -MP -c -o $@ $<
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags | $(GEN_H)
	$(call COMPILE)
$(BUILD)/grammar/%.o: grammar/%.c $(BUILD)/flags | $(GEN_H)
	$(call COMPILE)
$(BUILD)/interp/%.o: interp/%.c $(BUILD)/flags | $(GEN_H)
	$(call COMPILE)
$(BUILD)/tools/%.o: tools/%.c $(BUILD)/flags
	$(call COMPILE,$(POSIX) -Iinterp -DNAZE_RULES_DIR='"$(RULESDIR)"' -DNAZE_LIBEXEC_DIR='"$(LIBEXECDIR)"')
$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags | $(GEN_H)
	$(call COMPILE,$(POSIX) -I. -Iinterp -DNAZE_RULES_DIR='"$(RULESDIR)"')

# What reads XML is one file; its headers are not ours to warn about.
$(BUILD)/tools/dmn/xml.o: INC = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags libxml-2.0))

# ---- libraries and the tool ----
$(BUILD)/libnaze.a: $(LIB_OBJ)
	@rm -f $@ && ar rcs $@ $(LIB_OBJ) && echo "  AR $@"
$(BUILD)/$(SO): $(LIB_OBJ) interp/naze.map
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) -shared -Wl,-soname,$(SO) -Wl,--version-script=interp/naze.map \
	  $(if $(SAN),,-Wl,-z,defs) $(LDFLAGS) -o $@ $(LIB_OBJ) $(LIBS)
$(BUILD)/libnaze.so: $(BUILD)/$(SO)
	@ln -sf $(SO) $@
# libnaze goes into the tool statically: one file less to find and to relocate at every start, and a question takes two
# milliseconds in all. utf8proc and jansson stay shared, so that their security updates arrive.
$(BUILD)/naze: $(TOOL_OBJ) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -Wl,--as-needed -Wl,-z,now -o $@ $(TOOL_OBJ) $(BUILD)/libnaze.a $(LIBS)
define PROGRAM
$$(BUILD)/naze-$(1): $$(patsubst %.c,$$(BUILD)/%.o,$$(wildcard tools/$(1)/*.c $$(MORE_$(1):%=tools/%/*.c))) $$(SHARED_OBJ) $$(BUILD)/libnaze.a
	@echo "  LD $$@"; $$(CC) $$(ALL_CFLAGS) $$(LDFLAGS) -Wl,--as-needed -Wl,-z,now -o $$@ $$^ $$(LIBS) $$(LIBS_$(1))
endef
$(foreach p,$(PROGRAMS),$(eval $(call PROGRAM,$(p))))
$(BUILD)/naze.pc: interp/naze.pc.in $(BUILD)/flags
	@sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@INCLUDEDIR@|$(INCLUDEDIR)|; s|@DATADIR@|$(DATADIR)|; s|@VERSION@|$(VERSION)|' $< > $@

# ---- manual and completion, from the tool's own tables ----
GEN_MANUAL := $(BUILD)/tests/gen/manual
$(GEN_MANUAL): $(GEN_MANUAL).o $(filter-out $(BUILD)/tools/main.o,$(TOOL_OBJ)) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/share/naze.1: $(GEN_MANUAL)
	@mkdir -p $(@D) && $< en > $@
$(BUILD)/share/naze.ja.1: $(GEN_MANUAL)
	@mkdir -p $(@D) && $< ja > $@
$(BUILD)/share/naze.bash: $(GEN_MANUAL)
	@mkdir -p $(@D) && $< bash > $@

# ---- tests ----
# What tests share is an archive, so that each takes just what it needs.
$(HELP): $(HELP_OBJ)
	@rm -f $@ && ar rcs $@ $(HELP_OBJ) && echo "  AR $@"
$(filter-out %/test_solver,$(UNIT_BIN)) $(SWEEP_BIN): $(BUILD)/%: $(BUILD)/%.o $(HELP) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)
# The solver is tested without the verb around it.
SOLVER_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(filter-out tools/verify/main.c,$(wildcard tools/verify/s*.c)))
$(BUILD)/tests/unit/test_solver: $(BUILD)/tests/unit/test_solver.o $(SOLVER_OBJ) $(BUILD)/tools/str.o $(BUILD)/tools/json_out.o $(HELP) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS) $(LIBS_verify)
# What checks proofs takes no hook: memory fails below it.
$(BUILD)/tests/unit/sweep_proof: LDFLAGS += -Wl,--wrap=realloc
.PHONY: programs tests test sweep sweeps
sweeps: $(SWEEP_BIN)
tests: $(UNIT_BIN) $(SWEEP_BIN) $(REPLAY_BIN) $(BUILD)/tests/gen/spec $(BUILD)/tests/gen/coverage
programs: all tests

test:
	@$(SUB) deps
	@$(SUB) $(JOBS) programs
	@$(SUB) $(JOBS) SAN=1 BUILD=$(BUILD)-san programs
	@CC='$(CC)' tests/run $(BUILD) $(BUILD)-san

# Every N-th allocation failed once: long, so not part of `make test`. Blocks are large and therefore few, so each piece of
# a block is made an allocation of its own, and the sanitizers look on.
sweep: PIECES_BUILD := $(BUILD)-pieces
sweep:
	@$(SUB) $(JOBS) SAN=1 PIECES=1 BUILD=$(PIECES_BUILD) sweeps
	@tests/run --only sweep $(PIECES_BUILD)

# ---- fuzzing: make fuzz TIME=seconds a target [ONLY=fuzz_json] ----
.PHONY: fuzz fuzzers
TIME ?= 60
KEEP ?= 1
# fuzz_dmn and fuzz_month drive parts of these programs; the libraries come last
FUZZ_PARTS_dmn := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tools/dmn/*.c))
FUZZ_PARTS_month := $(patsubst %.c,$(BUILD)/%.o,$(filter-out tools/month/main.c,$(wildcard tools/month/*.c)))
$(foreach f,dmn month,$(eval $(BUILD)/tests/fuzz/fuzz_$f $(BUILD)/tests/fuzz/replay_fuzz_$f: $(FUZZ_PARTS_$f) $(SHARED_OBJ)))
$(BUILD)/tests/fuzz/fuzz_dmn $(BUILD)/tests/fuzz/replay_fuzz_dmn: FUZZ_LIBS = $(LIBS_import)
$(BUILD)/tests/fuzz/fuzz_month $(BUILD)/tests/fuzz/replay_fuzz_month: FUZZ_LIBS = $(LIBS_month)
FUZZ_LINK = $(filter %.o,$^) $(filter %.a,$^) -lcmocka $(FUZZ_LIBS) $(LIBS)
$(REPLAY_BIN): $(BUILD)/tests/fuzz/replay_%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/replay.o $(HELP) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(FUZZ_LINK)
$(FUZZ_BIN): $(BUILD)/%: $(BUILD)/%.o $(HELP) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(FUZZ_LINK)
fuzzers: $(FUZZ_BIN)
fuzz:
	@$(SUB) deps-ci
	@$(SUB) $(JOBS) FUZZ=1 CC=clang BUILD=$(BUILD)-fuzz fuzzers
	@ONLY=$(ONLY) tests/fuzz/run $(BUILD)-fuzz $(TIME) $(KEEP)

# ---- branch coverage ----
.PHONY: cover
cover:
	@$(SUB) deps-ci
	@$(SUB) $(JOBS) COVER=1 OPT=-O0 BUILD=$(BUILD)-cover programs
	@find $(BUILD)-cover -name '*.gcda' -delete
	@rc=0; SKIP='check-install check-links' tests/run $(BUILD)-cover || rc=$$?; \
	  gcovr --root . --filter grammar/ --filter interp/ --filter tools/ --branches --exclude-throw-branches \
	    --object-directory $(BUILD)-cover --output $(BUILD)-cover/branches.txt $(BUILD)-cover || rc=$$?; \
	  cut -c1-80 $(BUILD)-cover/branches.txt | sed -n '/^File/p;/^TOTAL/p;/^[a-z]/p'; exit $$rc

# ---- figures ----
.PHONY: bench
bench:
	@$(SUB) deps-ci
	@$(SUB) $(JOBS) $(BUILD)/naze $(PROGRAM_BIN) $(BUILD)/tests/bench/bench
	@$(BUILD)/tests/bench/bench $(BUILD)/naze
$(BUILD)/tests/bench/bench: $(BENCH_SRC:%.c=$(BUILD)/%.o) $(BUILD)/tools/memory.o $(HELP) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# ---- generated parts of spec/ ----
.PHONY: docs check-fresh
SPEC_GEN := $(BUILD)/tests/gen/spec
$(SPEC_GEN): $(SPEC_GEN).o $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/tests/gen/coverage: $(BUILD)/tests/gen/coverage.o $(HELP) $(BUILD)/libnaze.a
	@echo "  LD $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
docs: $(SPEC_GEN)
	@tests/gen/refresh $<
check-fresh: $(SPEC_GEN)
	@tests/gen/refresh --check $<

# ---- demo ----
.PHONY: demo
demo:
	@$(SUB) deps
	@$(SUB) $(JOBS) $(BUILD)/naze $(PROGRAM_BIN)
	@tests/scripts/demo $(BUILD)/naze

# ---- packages ----
# Asks dpkg first: on a machine that has everything nothing is fetched and no rights are needed.
.PHONY: deps deps-ci
deps:
	@tests/scripts/install-packages $(DEPS)
deps-ci:
	@tests/scripts/install-packages $(DEPS) $(DEPS_CI)

# ---- installing ----
.PHONY: install uninstall
install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBEXECDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(RULESDIR) \
	  $(addprefix $(DESTDIR)$(DATADIR)/,man/man1 man/man3 man/man7 man/ja/man1 man/ja/man7 bash-completion/completions zsh/site-functions)
	install -m 755 $(BUILD)/naze $(DESTDIR)$(BINDIR)/naze
	install -m 755 $(PROGRAM_BIN) $(DESTDIR)$(LIBEXECDIR)
	install -m 644 $(BUILD)/libnaze.a $(DESTDIR)$(LIBDIR)/libnaze.a
	install -m 755 $(BUILD)/$(SO) $(DESTDIR)$(LIBDIR)/$(SO)
	ln -sf $(SO) $(DESTDIR)$(LIBDIR)/libnaze.so
	install -m 644 $(BUILD)/naze.pc $(DESTDIR)$(LIBDIR)/pkgconfig/naze.pc
	install -m 644 $(HEADERS) $(DESTDIR)$(INCLUDEDIR)
	install -m 644 $(BUILD)/share/naze.1 $(DESTDIR)$(DATADIR)/man/man1/naze.1
	install -m 644 $(BUILD)/share/naze.ja.1 $(DESTDIR)$(DATADIR)/man/ja/man1/naze.1
	install -m 644 tools/man/naze.3 $(DESTDIR)$(DATADIR)/man/man3/naze.3
	install -m 644 tools/man/naze.7 $(DESTDIR)$(DATADIR)/man/man7/naze.7
	install -m 644 tools/man/ja/naze.7 $(DESTDIR)$(DATADIR)/man/ja/man7/naze.7
	install -m 644 $(BUILD)/share/naze.bash $(DESTDIR)$(DATADIR)/bash-completion/completions/naze
	install -m 644 tools/completion/_naze $(DESTDIR)$(DATADIR)/zsh/site-functions/_naze
	cp -R rules/. $(DESTDIR)$(RULESDIR)
uninstall:
	rm -f $(DESTDIR)$(BINDIR)/naze $(DESTDIR)$(LIBDIR)/libnaze.a $(DESTDIR)$(LIBDIR)/$(SO) $(DESTDIR)$(LIBDIR)/libnaze.so \
	  $(DESTDIR)$(LIBDIR)/pkgconfig/naze.pc $(addprefix $(DESTDIR)$(INCLUDEDIR)/,$(notdir $(HEADERS))) \
	  $(addprefix $(DESTDIR)$(DATADIR)/,man/man1/naze.1 man/man3/naze.3 man/man7/naze.7 man/ja/man1/naze.1 man/ja/man7/naze.7 \
	    bash-completion/completions/naze zsh/site-functions/_naze)
	rm -rf $(DESTDIR)$(DATADIR)/naze $(DESTDIR)$(LIBEXECDIR)

.PHONY: clean help
clean:
	rm -rf build build-*
help:
	@sed -n '/^# naze/,/^$$/p' Makefile
	@echo "Also: deps deps-ci bench fuzz cover sweep docs check-fresh install uninstall clean"

-include $(SOLVER_OBJ:.o=.d) $(LIB_OBJ:.o=.d) $(TOOL_OBJ:.o=.d) $(FINDINGS_SRC:%.c=$(BUILD)/%.d) $(PROGRAM_OBJ:.o=.d) $(HELP_OBJ:.o=.d) $(UNIT_BIN:=.d) $(SWEEP_BIN:=.d) \
  $(wildcard $(BUILD)/tests/fuzz/*.d $(BUILD)/tests/bench/*.d $(BUILD)/tests/gen/*.d)
