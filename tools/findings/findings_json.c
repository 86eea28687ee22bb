/* findings_json.c -- findings as JSON, and as SARIF 2.1.0 for editors and review tools. */
#include "findings.h"

static const char *const levels[] = { "error", "warning", "note" };

void findings_json(json *j, const rule_findings *f) {
  json_open(j, "findings", '[');
  for (size_t i = 0; i < f->n; i++) {
    const rule_finding *x = &f->v[i];
    json_open(j, NULL, '{');
    json_str(j, "kind", x->kind->id);
    json_str(j, "level", levels[x->level]);
    json_str(j, "key", x->key);
    json_opt(j, "about", x->about);
    json_opt(j, "what", x->what);
    json_opt(j, "how", x->how);
    json_opt(j, "file", x->file);
    if (x->line) json_int(j, "line", x->line);
    json_opt(j, "source", x->cite);
    json_opt(j, "facts", x->facts);
    if (x->case_json) {
      size_t n = 0;
      while (x->case_json[n]) n++;
      while (n && x->case_json[n - 1] == '\n') n--;
      json_raw(j, "case", x->case_json, n);
    }
    json_opt(j, "caseFile", x->case_file);
    json_opt(j, "replay", x->replay);
    if (x->accepted) {
      json_bool(j, "accepted", true);
      json_opt(j, "remark", x->remark);
    }
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void text_member(json *j, const char *key, const char *text) {
  json_open(j, key, '{');
  json_str(j, "text", text);
  json_close(j, '}');
}

/* A path as a URI reference: what is not plain is percent-encoded. */
static void uri_put(str *s, const char *path) {
  for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
    bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '/' || *p == '.' || *p == '-' || *p == '_' || *p == '~';
    if (plain) str_put_n(s, (const char *)p, 1);
    else str_printf(s, "%%%02X", *p);
  }
}

static void result_put(json *j, const rule_finding *x) {
  str message = { 0 }, uri = { 0 };
  str_printf(&message, "%s%s%s", x->about ? x->about : "", x->about && x->what ? "   " : "", x->what ? x->what : "");
  if (x->facts) str_printf(&message, "\n%s", x->facts);
  if (x->replay) str_printf(&message, "\n%s", x->replay);
  json_open(j, NULL, '{');
  json_str(j, "ruleId", x->kind->id);
  json_str(j, "level", levels[x->level]);
  text_member(j, "message", str_text(&message));
  if (x->file) {
    uri_put(&uri, x->file);
    json_open(j, "locations", '[');
    json_open(j, NULL, '{');
    json_open(j, "physicalLocation", '{');
    json_open(j, "artifactLocation", '{');
    json_str(j, "uri", str_text(&uri));
    json_close(j, '}');
    if (x->line) {
      json_open(j, "region", '{');
      json_int(j, "startLine", x->line);
      json_close(j, '}');
    }
    json_close(j, '}');
    json_close(j, '}');
    json_close(j, ']');
  }
  json_open(j, "partialFingerprints", '{');
  json_str(j, "naze/v1", x->key);
  json_close(j, '}');
  if (x->accepted) {
    json_open(j, "suppressions", '[');
    json_open(j, NULL, '{');
    json_str(j, "kind", "external");
    json_opt(j, "justification", x->remark);
    json_close(j, '}');
    json_close(j, ']');
  }
  json_close(j, '}');
  str_free(&message);
  str_free(&uri);
}

void findings_sarif(str *s, const char *tool, const rule_findings *f, const finding_kind *kinds, size_t nkinds, bool english) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_str(&j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  json_str(&j, "version", "2.1.0");
  json_open(&j, "runs", '[');
  json_open(&j, NULL, '{');
  json_open(&j, "tool", '{');
  json_open(&j, "driver", '{');
  json_str(&j, "name", tool);
  json_open(&j, "rules", '[');
  for (size_t i = 0; i < nkinds; i++) {
    json_open(&j, NULL, '{');
    json_str(&j, "id", kinds[i].id);
    text_member(&j, "shortDescription", english ? kinds[i].en : kinds[i].ja);
    text_member(&j, "fullDescription", english ? kinds[i].means_en : kinds[i].means_ja);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_close(&j, '}');
  json_close(&j, '}');
  json_str(&j, "columnKind", "unicodeCodePoints");
  json_open(&j, "results", '[');
  for (size_t i = 0; i < f->n; i++) result_put(&j, &f->v[i]);
  json_close(&j, ']');
  json_close(&j, '}');
  json_close(&j, ']');
  json_close(&j, '}');
  str_put_n(s, str_text(&j.text), j.text.n);
  str_put(s, "\n");
  str_free(&j.text);
}
