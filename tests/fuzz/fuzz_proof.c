/* fuzz_proof.c -- the proof checker against proofs tampered with. The input is a list of edits, two bytes each, on the
 * true proof of a real question (the first byte picks the question). Edits are made on the JSON: a number changed, a
 * part dropped, doubled, or exchanged with its neighbour. An input that begins with '{' is taken as a proof as it is.
 * Promises: the true proof is accepted; a changed one is refused or, if accepted, says the same. */
#include "fuzz.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
  naze_program *rules;
  const char *ir;
  size_t nir;
} here;

/* Parts of a proof are counted in reading order; the edit falls on number `at`. */
static bool edit(json_t *v, size_t *at, unsigned how) {
  size_t i = 0, n = json_is_array(v) ? json_array_size(v) : json_object_size(v);
  const char *key = NULL;
  json_t *part = NULL;
  if (json_is_array(v)) {
    for (i = 0; i < n; i++) {
      part = json_array_get(v, i);
      if (!*at) {
        switch (how % 4) {
          case 0: (void)json_array_remove(v, i); return true;
          case 1: (void)json_array_insert(v, i, part); return true;
          case 2:
            if (i + 1 < n) {
              json_incref(part);
              (void)json_array_remove(v, i);
              (void)json_array_insert_new(v, i + 1, part);
            }
            return true;
          default:
            if (json_is_integer(part)) (void)json_array_set_new(v, i, json_integer(json_integer_value(part) ^ (1 + (how >> 2) % 8)));
            else (void)json_array_set_new(v, i, json_null());
            return true;
        }
      }
      --*at;
      if (edit(part, at, how)) return true;
    }
  } else if (json_is_object(v)) {
    json_object_foreach(v, key, part) {
      if (!*at) {
        if (how % 4 == 0) (void)json_object_del(v, key);
        else if (json_is_integer(part)) (void)json_object_set_new(v, key, json_integer(json_integer_value(part) ^ (1 + (how >> 2) % 8)));
        else if (json_is_boolean(part)) (void)json_object_set_new(v, key, json_boolean(!json_boolean_value(part)));
        else if (json_is_string(part)) (void)json_object_set_new(v, key, json_string(how & 4 ? "可" : "不可"));
        else (void)json_object_set_new(v, key, json_null());
        return true;
      }
      --*at;
      if (edit(part, at, how)) return true;
    }
  }
  return false;
}

static bool accepted(const char *facts, size_t nfacts, const char *proof, size_t n) {
  char why[512];
  why[0] = 0;
  naze_status st = naze_check_proof(here.ir, here.nir, facts, nfacts, proof, n, why, sizeof why);
  FUZZ_CHECK(st == NAZE_OK || *why, "a proof refused without a reason");
  return st == NAZE_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (!here.rules) {
    here.rules = fuzz_rules();
    here.ir = naze_ir_text(here.rules, &here.nir);
    FUZZ_CHECK(here.ir, "no IR");
  }
  if (n < 3) return 0;
  naze_session *s = naze_session_new(here.rules);
  FUZZ_CHECK(s, "no memory");
  size_t ncase = naze_case_count(here.rules), count = 0, nfacts = 0, nproof = 0;
  const char *name = ncase ? naze_case_name(here.rules, data[0] % ncase, NULL, NULL) : NULL;
  if (name && naze_case_named(s, name) == NAZE_OK && naze_ask(s, "利用可否", 0, &count) == NAZE_OK && count) {
    const naze_result *r = naze_result_at(s, data[1] % count);
    const char *proof = naze_proof_json(r, &nproof), *facts = naze_case_to_json(s, &nfacts);
    FUZZ_CHECK(proof && facts, "no proof or no facts");
    FUZZ_CHECK(accepted(facts, nfacts, proof, nproof), "a true proof is refused");
    if (data[2] == '{') {
      (void)accepted(facts, nfacts, (const char *)data + 2, n - 2);
    } else {
      json_t *was = json_loadb(proof, nproof, 0, NULL), *now = json_deep_copy(was);
      FUZZ_CHECK(was && now, "a proof that is no JSON");
      for (size_t i = 2; i + 2 < n && i < 14; i += 3) {
        size_t at = (size_t)data[i] | (size_t)data[i + 1] << 8;
        (void)edit(now, &at, data[i + 2]);
      }
      /* A proof that rests on nothing presumed or stale proves the strict question just as well: no change. */
      if (json_object_get(now, "strict")) (void)json_object_set(now, "strict", json_object_get(was, "strict"));
      if (!json_equal(was, now)) {
        char *text = json_dumps(now, JSON_COMPACT);
        FUZZ_CHECK(text, "no memory");
        if (accepted(facts, nfacts, text, strlen(text))) {
          char *true_one = json_dumps(was, JSON_COMPACT);
          (void)fprintf(stderr, "true:    %s\nchanged: %s\n", true_one, text);
          fuzz_broken(__FILE__, __LINE__, "a changed proof is accepted");
        }
        free(text);
      }
      json_decref(was);
      json_decref(now);
    }
  }
  naze_session_free(s);
  return 0;
}
