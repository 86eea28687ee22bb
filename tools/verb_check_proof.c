#include <string.h>

#include "cli.h"
#include "files.h"
#include "json_out.h"
#include "words.h"

typedef struct part { const char *p; size_t n; } part;

/* The facts: --case, or those that `naze why --format json` wrote beside the proof. */
static int find_facts(cli *c, part whole, part *facts) {
  if (c->o.facts) {
    int rc = load_session(c);
    if (rc) return rc;
    facts->p = naze_case_to_json(c->session, &facts->n);
    return facts->p ? NAZE_EXIT_OK : NAZE_EXIT_LIMIT;
  }
  int rc = load_rules(c);
  if (rc || json_member(whole.p, whole.n, "case", &facts->p, &facts->n)) return rc;
  out(&c->err, tr(&c->err, "naze: 証明に事実が付いていません。--case で指定してください\n",
                  "naze: the proof comes without facts; name them with --case\n"));
  return NAZE_EXIT_USAGE;
}

static bool member(part of, const char *key, part *out) { return json_member(of.p, of.n, key, &out->p, &out->n); }
static bool same(part a, part b) { return a.n == b.n && memcmp(a.p, b.p, a.n) == 0; }

static bool is_text(part quoted, const char *s) { return quoted.n == strlen(s) + 2 && memcmp(quoted.p + 1, s, quoted.n - 2) == 0; }

static int outcome_said(part word) {
  for (int o = NAZE_DENY; o <= NAZE_FAULT; o++)
    if (is_text(word, outcome_word(false, (naze_outcome)o))) return o;
  return -1;
}

/* What stands around a proof must say what the proof says: under the key of the result, that of the proof. */
static const char *contradiction(part whole, part result, part proof) {
  static const struct { const char *outside, *inside; bool top; } pairs[] = {
      {"fingerprint", "fingerprint", true}, {"結果", "outcome", false}, {"date", "date", false}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    part a, b;
    if (member(pairs[i].top ? whole : result, pairs[i].outside, &a) && member(proof, pairs[i].inside, &b) && !same(a, b)) return pairs[i].outside;
  }
  part key, word;
  if (!member(result, "outcome", &key) || !member(proof, "outcome", &word)) return NULL;
  int o = outcome_said(word); /* the key beside 結果 says the same in English */
  return o < 0 || is_text(key, outcome_key((naze_outcome)o)) ? NULL : "outcome";
}

static int check_one(cli *c, part facts, part proof) {
  size_t nir = 0;
  const char *ir = naze_ir_text(c->program, &nir);
  char why[1024] = "";
  term *o = &c->out;
  naze_status st = naze_check_proof(ir, nir, facts.p, facts.n, proof.p, proof.n, why, sizeof why);
  if (st == NAZE_NO_MEMORY || st == NAZE_LIMIT) {
    out(&c->err, tr(&c->err, "naze: 証明が大きすぎます\n", "naze: the proof is too large\n"));
    return NAZE_EXIT_LIMIT;
  }
  bool good = st == NAZE_OK;
  out_padded(o, good ? STYLE_GOOD : STYLE_BAD, good ? "✓" : "✗", 2);
  if (good) {
    part word = { "", 0 }, date = { "\"\"", 2 };
    int said = member(proof, "outcome", &word) ? outcome_said(word) : -1;
    (void)member(proof, "date", &date);
    outf(o, tr(o, "証明は規則と事実から成り立つ（%s、%.*s 現在、規則の指紋 %.12s）\n", "the proof follows from the rules and the facts (%s, as of %.*s, rule set %.12s)\n"),
         said < 0 ? "" : outcome_word(o->english, (naze_outcome)said), (int)date.n - 2, date.p + 1, naze_fingerprint(c->program));
  }
  else outf(o, tr(o, "証明が成り立たない: %s\n", "the proof does not hold: %s\n"), why);
  return good ? NAZE_EXIT_OK : NAZE_EXIT_NO;
}

int verb_check_proof(cli *c) {
  str text = { 0 };
  if (!file_read(c->o.args.v[0], &text, &c->err)) {
    str_free(&text);
    return NAZE_EXIT_IO;
  }
  part whole = { str_text(&text), text.n }, facts = { "", 0 }, one, results;
  int rc = find_facts(c, whole, &facts);
  if (!rc && json_member(whole.p, whole.n, "results", &results.p, &results.n)) {
    part result;
    size_t i = 0;
    for (; json_element(results.p, results.n, i, &result.p, &result.n); i++) {
      one = result;
      (void)json_member(result.p, result.n, "proof", &one.p, &one.n);
      const char *other = contradiction(whole, result, one);
      if (other) {
        out_padded(&c->out, STYLE_BAD, "✗", 2);
        outf(&c->out, tr(&c->out, "「%s」が証明の言うことと違う\n", "“%s” is not what the proof says\n"), other);
        rc = exit_worse(rc, NAZE_EXIT_NO);
        continue;
      }
      rc = exit_worse(rc, check_one(c, facts, one));
    }
    if (!i) rc = check_one(c, facts, whole);
  } else if (!rc) rc = check_one(c, facts, whole);
  str_free(&text);
  return rc;
}
