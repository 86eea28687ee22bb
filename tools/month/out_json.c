/* out_json.c -- the month as JSON: spec/month.schema.json. Nothing in it depends on the form the month came in, but for findings. */
#include <string.h>

#include "../words.h"
#include "report.h"

static void put_sum(json *j, const char *key, const sum *x) {
  json_open(j, key, '{');
  json_int(j, "least", x->least);
  if (!x->open) json_int(j, "most", x->most);
  json_close(j, '}');
}

static void put_tally(json *j, const tally *t) {
  json_int(j, "allowed", (int64_t)t->allowed);
  json_int(j, "refused", (int64_t)t->refused);
  json_int(j, "open", (int64_t)t->open);
  put_sum(j, "units", &t->units);
  if (t->has_yen) put_sum(j, "yen", &t->yen);
}

static void put_checks(json *j, const str_list *check) {
  if (!check->n) return;
  json_open(j, "checks", '[');
  for (size_t i = 0; i < check->n; i++) json_str(j, NULL, check->v[i]);
  json_close(j, ']');
}

static void put_claim(json *j, const month_report *r, const claim *x, bool english) {
  json_open(j, NULL, '{');
  json_str(j, "number", x->number);
  json_opt(j, "user", x->user == NOBODY ? "" : r->user[x->user].key);
  json_opt(j, "office", x->office == NOBODY ? "" : r->office[x->office].key);
  json_opt(j, "date", x->date);
  json_opt(j, "claimed", x->claimed);
  json_opt(j, "records", x->records);
  json_str(j, "outcome", outcome_key(x->outcome));
  json_str(j, "結果", outcome_word(false, x->outcome));
  if (english) json_str(j, "outcome_text", outcome_word(true, x->outcome));
  json_opt(j, "reason", x->reason);
  put_sum(j, "units", &x->units);
  if (x->nextra) {
    json_open(j, "added", '[');
    for (size_t i = 0; i < x->nextra; i++) {
      json_open(j, NULL, '{');
      json_str(j, "claimed", x->extra[i].name);
      json_int(j, "units", x->extra[i].units);
      json_close(j, '}');
    }
    json_close(j, ']');
  }
  put_checks(j, &x->check);
  if (r->searched) json_bool(j, "right", x->right);
  if (x->presumed) json_bool(j, "presumed", true);
  if (x->stale) json_bool(j, "stale", true);
  if (x->nclause) {
    json_open(j, "clauses", '[');
    for (size_t i = 0; i < x->nclause; i++) {
      const clause *c = &x->clause[i];
      json_open(j, NULL, '{');
      json_str(j, "state", state_key(c->state));
      json_str(j, "clause", c->what);
      json_opt(j, "detail", c->detail);
      json_opt(j, "file", c->file);
      if (c->line) json_int(j, "line", c->line);
      json_close(j, '}');
    }
    json_close(j, ']');
  }
  json_close(j, '}');
}

static void put_findings(json *j, const findings *f) {
  json_open(j, "findings", '[');
  for (size_t i = 0; i < f->n; i++) {
    const finding *g = &f->v[i];
    json_open(j, NULL, '{');
    json_str(j, "code", g->code);
    json_str(j, "severity", g->note ? "note" : "error");
    json_opt(j, "file", g->file);
    if (g->line) json_int(j, "line", g->line);
    json_str(j, "ja", g->ja);
    json_str(j, "en", g->en);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_numbers(json *j, const month_report *r, const right_set *x, bool hoped) {
  json_open(j, "claims", '[');
  for (size_t p = x->first; p < x->first + x->n; p++)
    for (size_t c = r->user[p].first; c < r->user[p].first + r->user[p].n; c++)
      if (r->claim[c].month == x->month && (hoped ? r->claim[c].hoped : r->claim[c].right)) json_str(j, NULL, r->claim[c].number);
  json_close(j, ']');
}

static void put_right(json *j, const month_report *r) {
  json_open(j, "right", '[');
  for (size_t i = 0; i < r->nright; i++) {
    const right_set *x = &r->right[i];
    json_open(j, NULL, '{');
    json_str(j, "user", r->user[x->first].key);
    if (x->month) {
      str month = { 0 };
      month_put(&month, x->month);
      json_str(j, "month", str_text(&month));
      str_free(&month);
    }
    put_numbers(j, r, x, false);
    json_int(j, "units", x->units);
    json_bool(j, "exact", x->exact);
    if (x->has_hoped) {
      json_open(j, "if_unknown_allowed", '{');
      put_numbers(j, r, x, true);
      json_int(j, "units", x->hoped);
      json_close(j, '}');
    }
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void put_lacks(json *j, const month_report *r) {
  json_open(j, "missing_records", '[');
  for (size_t i = 0; i < r->n; i++)
    for (size_t k = 0; k < r->claim[i].nlack; k++) {
      json_open(j, NULL, '{');
      json_str(j, "number", r->claim[i].number);
      json_str(j, "claimed", r->claim[i].claimed);
      json_str(j, "clause", r->claim[i].lack[k].what);
      json_opt(j, "detail", r->claim[i].lack[k].detail);
      json_close(j, '}');
    }
  json_close(j, ']');
}

static void put_open(json *j, const month_report *r) {
  json_open(j, "unclaimed", '[');
  for (size_t i = 0; i < r->nopen; i++) {
    json_open(j, NULL, '{');
    json_str(j, "user", r->open[i].user);
    json_str(j, "claimed", r->open[i].claimed);
    json_str(j, "date", r->open[i].date);
    json_str(j, "records", r->open[i].records);
    json_int(j, "units", r->open[i].units);
    json_close(j, '}');
  }
  json_close(j, ']');
  json_bool(j, "unclaimed_exact", r->nsearched == 0);
}

void report_json(str *out, const month_report *r, const findings *f, bool english) {
  json j = { 0 };
  str s = { 0 };
  json_open(&j, NULL, '{');
  json_open(&j, "months", '[');
  for (size_t i = 0; i < r->nmonth; i++) {
    str_clear(&s);
    month_put(&s, r->month[i]);
    json_str(&j, NULL, str_text(&s));
  }
  json_close(&j, ']');
  json_str(&j, "fingerprint", r->fingerprint);
  json_open(&j, "claims", '[');
  for (size_t i = 0; i < r->n; i++) put_claim(&j, r, &r->claim[i], english);
  json_close(&j, ']');
  json_open(&j, "users", '[');
  for (size_t i = 0; i < r->nuser; i++) {
    json_open(&j, NULL, '{');
    json_str(&j, "user", r->user[i].key);
    json_opt(&j, "office", r->user[i].office == NOBODY ? "" : r->office[r->user[i].office].key);
    put_tally(&j, &r->user[i].t);
    put_checks(&j, &r->user[i].check);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_open(&j, "offices", '[');
  for (size_t i = 0; i < r->noffice; i++) {
    json_open(&j, NULL, '{');
    json_str(&j, "office", r->office[i].key);
    put_tally(&j, &r->office[i].t);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_open(&j, "total", '{');
  put_tally(&j, &r->all);
  json_int(&j, "settled", (int64_t)r->settled);
  json_close(&j, '}');
  if (r->searched) put_right(&j, r);
  put_lacks(&j, r);
  if (r->searched) put_open(&j, r);
  put_findings(&j, f);
  json_close(&j, '}');
  str_put(&j.text, "\n");
  str_put_n(out, str_text(&j.text), j.text.n);
  str_free(&j.text);
  str_free(&s);
}
