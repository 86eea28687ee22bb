/* test_proof_rules.c -- proofs of what the trial rules, the claims and the matrix are asked (their 事例): whatever is changed
 * in one is refused (P1.1 to P1.6). Every change of every member of a step is a kind; so is every change of its premises
 * with the rest of the proof put right. Each kind is tried for each operator, over all proofs. Printed is what
 * was met: operators, kinds of change, and what the rules have no proof of. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/api.h"
#include "interp/proof/check.h"
#include "interp/proof/step.h"
#include "lib_damage.h"
#include "tests/fuzz/fuzz.h"

enum { TIMES = 1, FACTS = 60, KINDS = 8192, NAME = 64, LARGEST = 1500 };

typedef struct kind { char op[24], name[NAME]; unsigned n, tried; } kind; /* n: asked for */
typedef struct bench {
  nz_arena a;
  jmp_buf oom;
  naze_session *s;
  const char *set, *question;
  json_t *doc;               /* the proof; changed and put back */
  kind kinds[KINDS];
  size_t nkinds, refused, accepted, proofs, facts;
  bool seen[IR_OP_COUNT + 1];
} bench;

static kind *kind_of(bench *b, const char *op, const char *name) {
  uint32_t i = 2166136261u;
  for (const char *p = op; *p; p++) i = (i ^ (unsigned char)*p) * 16777619u;
  for (const char *p = name; *p; p++) i = (i ^ (unsigned char)*p) * 16777619u;
  for (i %= KINDS; b->kinds[i].n && (strcmp(b->kinds[i].op, op) != 0 || strcmp(b->kinds[i].name, name) != 0);) i = (i + 1) % KINDS;
  if (!b->kinds[i].n && ++b->nkinds > KINDS / 2) abort(); /* full: make it larger */
  if (!b->kinds[i].n++) {
    (void)snprintf(b->kinds[i].op, sizeof b->kinds[i].op, "%s", op);
    (void)snprintf(b->kinds[i].name, sizeof b->kinds[i].name, "%s", name);
  }
  return &b->kinds[i];
}

/* Is this kind of change still to be tried for this operator? Now it is. */
static bool wanted(bench *b, const char *op, const char *name) {
  kind *k = kind_of(b, op, name);
  bool yes = k->tried < TIMES;
  k->tried += yes;
  return yes;
}

static bool accepts(bench *b, const json_t *doc) {
  char *text = json_dumps(doc, JSON_COMPACT), why[400] = "";
  nz_arena a;
  jmp_buf oom;
  nz_arena_init(&a, NULL, NULL);
  a.oom = &oom;
  if (!text || setjmp(oom)) abort();
  bool ok = nz_check_proof(&a, b->s->m, b->s->facts, text, strlen(text), why, sizeof why);
  nz_arena_free(&a);
  free(text);
  return ok;
}

static void must_fail(bench *b, const char *op, const char *name) {
  if (!accepts(b, b->doc)) {
    b->refused++;
    return;
  }
  if (b->accepted++ < 20) (void)printf("%s: %s: accepted although changed: %s of a step %s\n", b->set, b->question, name, op);
}

/* The same for a document whose steps fit together again. */
static void must_fail_tidy(bench *b, const json_t *honest, const char *op, const char *name) {
  json_t *keep = b->doc;
  b->doc = lib_tidy(&b->a, keep);
  if (!json_equal(b->doc, honest)) must_fail(b, op, name);
  json_decref(b->doc);
  b->doc = keep;
}

#define TRY(b, op, ...) ((void)snprintf(name, sizeof name, __VA_ARGS__), wanted(b, op, name))

static void damage_value(bench *b, const char *op, json_t *v, const char *path);

static void damage_object(bench *b, const char *op, json_t *o, const char *path) {
  const char *key;
  json_t *v, *copy = json_copy(o);
  char name[NAME], sub[NAME];
  json_object_foreach(copy, key, v) {
    if (strcmp(key, "steps") == 0) continue; /* on their own */
    (void)snprintf(sub, sizeof sub, "%.40s.%.20s", path, key);
    if (TRY(b, op, "drop %.50s", sub)) {
      json_object_del(o, key);
      must_fail(b, op, name);
      json_object_set(o, key, v);
    }
    if (json_is_object(v) || json_is_array(v)) damage_value(b, op, v, sub);
    else if (strcmp(key, "strict") != 0 && TRY(b, op, "change %.50s", sub)) { /* strictness that nothing depends on is free */
      json_object_set_new(o, key, lib_changed(v));
      must_fail(b, op, name);
      json_object_set(o, key, v);
    }
  }
  if (TRY(b, op, "add a member to %.40s", path)) {
    json_object_set_new(o, "注", json_integer(1));
    must_fail(b, op, name);
    json_object_del(o, "注");
  }
  json_decref(copy);
}

static void damage_array(bench *b, const char *op, json_t *o, const char *path) {
  char name[NAME];
  for (size_t i = 0; i < json_array_size(o); i++) {
    json_t *v = json_incref(json_array_get(o, i)), *next = json_array_get(o, i + 1);
    if (TRY(b, op, "drop one of %.40s", path)) {
      json_array_remove(o, i);
      must_fail(b, op, name);
      json_array_insert(o, i, v);
    }
    if (TRY(b, op, "double one of %.40s", path)) {
      json_array_insert(o, i, v);
      must_fail(b, op, name);
      json_array_remove(o, i);
    }
    if (next && !json_equal(v, next) && TRY(b, op, "swap two of %.40s", path)) {
      json_incref(next);
      json_array_set(o, i, next);
      json_array_set(o, i + 1, v);
      must_fail(b, op, name);
      json_array_set(o, i, v);
      json_array_set_new(o, i + 1, next);
    }
    if (json_is_object(v) || json_is_array(v)) damage_value(b, op, v, path);
    else if (TRY(b, op, "change one of %.40s", path)) {
      json_array_set_new(o, i, lib_changed(v));
      must_fail(b, op, name);
      json_array_set(o, i, v);
    }
    json_decref(v);
  }
}

static void damage_value(bench *b, const char *op, json_t *v, const char *path) {
  if (json_is_object(v)) damage_object(b, op, v, path);
  else damage_array(b, op, v, path);
}

/* ---- the steps as a list ---- */
static void damage_list(bench *b, json_t *steps, size_t i, const char *op) {
  char name[NAME];
  json_t *v = json_incref(json_array_get(steps, i)), *next = json_array_get(steps, i + 1);
  if (TRY(b, op, "drop the step")) {
    json_array_remove(steps, i);
    must_fail(b, op, name);
    json_array_insert(steps, i, v);
  }
  if (TRY(b, op, "double the step")) {
    json_array_insert(steps, i, v);
    must_fail(b, op, name);
    json_array_remove(steps, i);
  }
  if (next && TRY(b, op, "swap the step with the next")) {
    json_incref(next);
    json_array_set(steps, i, next);
    json_array_set(steps, i + 1, v);
    must_fail(b, op, name);
    json_array_set(steps, i, v);
    json_array_set_new(steps, i + 1, next);
  }
  for (size_t j = 0; j < json_array_size(steps); j++) {
    json_t *o = json_array_get(steps, j), *was = json_incref(json_object_get(v, "value"));
    if (!json_equal(was, json_object_get(o, "value")) && TRY(b, op, "the value of another step")) {
      json_object_set(v, "value", json_object_get(o, "value"));
      must_fail(b, op, name);
      json_object_set(v, "value", was);
    }
    json_decref(was);
  }
  json_decref(v);
}

/* ---- premises, with everything that follows put right (P1.3, P1.4) ---- */

/* Another step in place of the premise, or before it: of another node, or of the same one said of another row, month or day. */
static void replace_premise(bench *b, json_t *steps, size_t step, size_t i, json_t *kid, const char *op, const json_t *honest) {
  json_t *kids = json_object_get(json_array_get(steps, step), "kids"), *below = json_array_get(steps, (size_t)json_integer_value(kid));
  char put[2][NAME], add[2][NAME];
  kind *k[4];
  for (int twin = 0; twin < 2; twin++) {
    const char *what = json_string_value(json_object_get(below, "op"));
    (void)snprintf(put[twin], NAME, "another %s for the premise %.20s", twin ? "environment" : "step", what);
    (void)snprintf(add[twin], NAME, "one more %s before %.20s", twin ? "environment" : "premise", what);
    k[twin] = kind_of(b, op, put[twin]);
    k[2 + twin] = kind_of(b, op, add[twin]);
  }
  for (size_t j = 0; j < json_array_size(steps); j++) {
    bool twin = json_equal(json_object_get(json_array_get(steps, j), "node"), json_object_get(below, "node"));
    if (k[twin]->tried >= TIMES && k[2 + twin]->tried >= TIMES) continue;
    if ((twin && lib_same_tree(steps, (size_t)json_integer_value(kid), j)) || lib_rests_on(steps, step, j)) continue;
    json_array_set_new(kids, i, json_integer((json_int_t)j));
    if (k[twin]->tried++ < TIMES) must_fail_tidy(b, honest, op, put[twin]);
    json_array_insert(kids, i + 1, kid);
    if (k[2 + twin]->tried++ < TIMES) must_fail_tidy(b, honest, op, add[twin]);
    json_array_remove(kids, i);
  }
}

static void forge_premises(bench *b, json_t *steps, size_t step, const char *op, const json_t *honest) {
  char name[NAME];
  json_t *kids = json_object_get(json_array_get(steps, step), "kids");
  for (size_t i = 0; i < json_array_size(kids); i++) {
    json_t *kid = json_incref(json_array_get(kids, i)), *below = json_array_get(steps, (size_t)json_integer_value(kid));
    const char *what = json_string_value(json_object_get(below, "op"));
    if (TRY(b, op, "leave out the premise %.20s", what)) { /* a proviso that defeats, a fact, a row */
      json_array_remove(kids, i);
      must_fail_tidy(b, honest, op, name);
      json_array_insert(kids, i, kid);
    }
    if (TRY(b, op, "give the premise %.20s twice", what)) {
      json_array_insert(kids, i, kid);
      must_fail_tidy(b, honest, op, name);
      json_array_remove(kids, i);
    }
    for (size_t j = i + 1; j < json_array_size(kids); j++) {
      json_t *other = json_incref(json_array_get(kids, j));
      if (!json_equal(kid, other) && TRY(b, op, "exchange premises, the first %.20s", what)) {
        json_array_set(kids, i, other);
        json_array_set(kids, j, kid);
        must_fail_tidy(b, honest, op, name);
        json_array_set(kids, i, kid);
        json_array_set(kids, j, other);
      }
      json_decref(other);
    }
    replace_premise(b, steps, step, i, kid, op, honest);
    json_decref(kid);
  }
}

/* ---- the facts below the proof ---- (a cell that it names, given otherwise) */
static void damage_fact(bench *b, json_t *step, const char *op) {
  const json_t *cell = json_object_get(step, "cell");
  nz_case *c = b->s->facts;
  if (b->facts >= FACTS) return;
  for (uint32_t i = 0; cell && i < c->cells.n; i++) {
    uint32_t row, field;
    ir_buf path = {&b->a, NULL, 0, 0};
    nz_cell_at(c, i, &row, &field);
    nz_row_path(c, row, &path);
    ir_buf_printf(&path, ".%s", ir_text(b->s->m, b->s->m->fields.v[field].name).p);
    if (strcmp(path.p, json_string_value(cell)) != 0) continue;
    nz_cellval was = c->cells.v[i];
    char name[NAME];
    if (!TRY(b, op, "%s %.40s", was.state == NZ_CELL_NOT_GIVEN ? "give" : "take away", ir_text(b->s->m, b->s->m->fields.v[field].name).p)) return;
    c->cells.v[i].state = was.state == NZ_CELL_NOT_GIVEN ? NZ_CELL_BLANK : NZ_CELL_NOT_GIVEN;
    must_fail(b, op, "another fact");
    c->cells.v[i] = was;
    b->facts++;
    return;
  }
}

static int op_of(const char *name) {
  for (int i = 0; i < IR_OP_COUNT; i++)
    if (strcmp(ir_op_name((ir_op)i), name) == 0) return i;
  return IR_OP_COUNT; /* the root */
}

static void one_proof(bench *b, const char *text, size_t n) {
  nz_arena_reset(&b->a);
  b->doc = json_loadb(text, n, 0, NULL);
  json_t *steps = json_object_get(b->doc, "steps");
  bool large = json_array_size(steps) > LARGEST;
  if (!b->doc || (!large && ++b->proofs % 8 == 1 && !accepts(b, b->doc))) b->accepted++, (void)printf("%s: %s: not accepted as it is\n", b->set, b->question);
  else if (!large) { /* test_case_proofs has every one accepted as it is; here every eighth */
    json_t *honest = json_deep_copy(b->doc);
    damage_object(b, "document", b->doc, "");
    for (size_t i = 0; i < json_array_size(steps); i++) {
      json_t *step = json_array_get(steps, i);
      char op[24];
      (void)snprintf(op, sizeof op, "%s", json_string_value(json_object_get(step, "op")));
      b->seen[op_of(op)] = true;
      damage_object(b, op, step, "");
      damage_list(b, steps, i, op);
      forge_premises(b, steps, i, op, honest);
      damage_fact(b, step, op);
    }
    if (!json_equal(honest, b->doc)) b->accepted++, (void)printf("%s: the proof was not put back\n", b->question);
    json_decref(honest);
  }
  json_decref(b->doc);
}

static void one_case(bench *b, const naze_program *p, size_t i) {
  size_t lines = 0, n = 0, count = 0;
  char *questions[256];
  if (naze_run_case(b->s, i, &lines) != NAZE_OK) return;
  for (size_t l = 0; l < lines && n < 256; l++) {
    naze_check_line line;
    if (naze_run_line(b->s, l, &line) && !line.later && strcmp(line.question, "合計") != 0) questions[n++] = strdup(line.question);
  }
  b->set = naze_case_name(p, i, NULL, NULL);
  for (size_t q = 0; q < n; q++) {
    b->question = questions[q];
    size_t len = 0;
    if (naze_ask(b->s, questions[q], 0, &count) == NAZE_OK && count) {
      const char *json = naze_proof_json(naze_result_at(b->s, 0), &len);
      if (json) one_proof(b, json, len);
    }
    free(questions[q]);
  }
}

typedef struct folders { const char *v[3]; bool matrix; } folders; /* matrix: the chapters it stands on */

static void one_set(bench *b, const folders *x) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  size_t files = c && x->matrix ? fuzz_add_matrix(c) : 0;
  for (size_t f = 0; c && f < 3 && x->v[f]; f++) files += fuzz_add_rules(c, x->v[f]);
  naze_program *p = files && naze_compile(c) == NAZE_OK ? naze_take_program(c) : NULL;
  b->s = p ? naze_session_new(p) : NULL;
  if (!b->s) b->accepted++, (void)printf("%s: the rules have mistakes\n", x->v[0]);
  for (size_t i = 0, n = b->s ? naze_case_count(p) : 0; i < n; i++) one_case(b, p, i);
  naze_session_free(b->s);
  naze_program_free(p);
  naze_compiler_free(c);
}

/* Operators of which these rules have no proof: the list only shrinks. test_proof.c has proofs of all. */
static const ir_op absent[] = {IR_CEIL, IR_RESCALE, IR_FIRSTDAY, IR_DAYDIFF, IR_YEARSTART, IR_ATLEAST, IR_WITHDRAW};

static size_t coverage(const bench *b) {
  size_t ops = 0, wrong = 0, names = 0, pairs = 0;
  (void)printf("no proof has:");
  for (int i = 0; i <= IR_OP_COUNT; i++) {
    bool listed = false;
    for (size_t k = 0; k < sizeof absent / sizeof *absent; k++) listed |= (int)absent[k] == i;
    ops += b->seen[i];
    wrong += listed == b->seen[i];
    if (!b->seen[i]) (void)printf(" %s%s", ir_op_name((ir_op)i), listed ? "" : " (not listed)");
    if (b->seen[i] && listed) (void)printf(" [%s is met now: take it off the list]", ir_op_name((ir_op)i));
  }
  for (size_t i = 0; i < KINDS; i++) {
    size_t k = 0;
    if (!b->kinds[i].tried) continue;
    while (!b->kinds[k].tried || strcmp(b->kinds[k].name, b->kinds[i].name) != 0) k++;
    names += k == i;
    pairs++;
  }
  (void)printf("\n%zu proofs; %zu of %d operators and the root; %zu kinds of change, %zu with the operator; %zu facts changed below\n", b->proofs, ops,
               IR_OP_COUNT, names, pairs, b->facts);
  return wrong;
}

int main(void) {
  static const folders sets[] = {{{"tests/trial", NULL, NULL}, false}, {{"tests/claims", NULL, NULL}, false}, {{"tests/matrix", NULL, NULL}, true}};
  bench *b = calloc(1, sizeof *b);
  if (!b) return 1;
  nz_arena_init(&b->a, NULL, NULL);
  b->a.oom = &b->oom;
  if (setjmp(b->oom)) abort();
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) one_set(b, &sets[i]);
  size_t failed = b->accepted + coverage(b);
  (void)printf("%zu passed, %zu failed\n", b->refused, failed);
  nz_arena_free(&b->a);
  free(b);
  return failed != 0;
}
