/* units.c -- units of measure. A unit is a product of base units over a product of base units; two units with the same
 * product are one unit, so that 件÷人 and a declared 件毎人 compare. */
#include <string.h>

#include "cx.h"

static bool same_run(const ir_module *m, ir_range a, const uint32_t *v, uint32_t n) {
  if (a.n != n) return false;
  for (uint32_t i = 0; i < n; i++)
    if (m->pool.v[a.first + i] != v[i]) return false;
  return true;
}

static ir_range put_run(nz_cx *cx, const uint32_t *v, uint32_t n) {
  ir_range r = {cx->m->pool.n, n};
  for (uint32_t i = 0; i < n; i++) NZ_PUSH(cx->a, &cx->m->pool) = v[i];
  return r;
}

/* other spellings of the calendar units */
static const char *const same_unit[][2] = {{"か月", "月"}, {"ヶ月", "月"}, {"カ月", "月"}, {"ケ月", "月"}, {"箇月", "月"}, {"月間", "月"}, {"日間", "日"},
                                           {"年間", "年"}, {"才", "歳"}, {"ヵ月", "月"}, {"月目", "月"}, {"週間", "週"}};

uint32_t nz_unit_find(nz_cx *cx, nz_sym name) {
  uint32_t id = nz_scope_id(cx->s, NZ_NS_UNIT, 0, name);
  if (id != IR_NONE) return id;
  nz_str s = nz_name(cx, name);
  for (size_t i = 0; i < sizeof same_unit / sizeof *same_unit; i++)
    if (strcmp(s.p, same_unit[i][0]) == 0) return nz_builtin_unit(cx, same_unit[i][1]);
  return IR_NONE;
}

uint32_t nz_builtin_unit(nz_cx *cx, const char *name) {
  nz_sym s = nz_sym_of(cx, name);
  uint32_t id = nz_scope_id(cx->s, NZ_NS_UNIT, 0, s);
  if (id != IR_NONE) return id;
  id = cx->m->units.n;
  ir_range num = put_run(cx, &id, 1), den = put_run(cx, NULL, 0);
  NZ_PUSH(cx->a, &cx->m->units) = (ir_unit){nz_mstr(cx, s), 0, num, den};
  nz_scope_put(cx->s, NZ_NS_UNIT, 0, s, id, (nz_span){0});
  return id;
}

static uint32_t gather(const ir_module *m, ir_range r, uint32_t *out, uint32_t n) {
  for (uint32_t i = 0; i < r.n && n < 16; i++) out[n++] = m->pool.v[r.first + i];
  return n;
}

static void sort(uint32_t *v, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    for (uint32_t j = i; j && v[j - 1] > v[j]; j--) {
      uint32_t t = v[j];
      v[j] = v[j - 1];
      v[j - 1] = t;
    }
}

static uint32_t drop(uint32_t *v, uint32_t n, uint32_t i) {
  memmove(v + i, v + i + 1, (n - i - 1) * sizeof *v);
  return n - 1;
}

uint32_t nz_unit_combine(nz_cx *cx, uint32_t a, uint32_t b, bool divide) {
  ir_module *m = cx->m;
  uint32_t num[32], den[32], n = 0, d = 0;
  ir_unit none = {0}, ua = a == IR_NONE ? none : m->units.v[a], ub = b == IR_NONE ? none : m->units.v[b];
  n = gather(m, ua.num, num, n);
  d = gather(m, ua.den, den, d);
  n = gather(m, divide ? ub.den : ub.num, num, n);
  d = gather(m, divide ? ub.num : ub.den, den, d);
  sort(num, n);
  sort(den, d);
  for (uint32_t i = 0; i < n;) {
    uint32_t j = 0;
    while (j < d && den[j] != num[i]) j++;
    if (j < d) {
      n = drop(num, n, i);
      d = drop(den, d, j);
    } else {
      i++;
    }
  }
  if (n == 0 && d == 0) return IR_NONE;
  for (uint32_t u = 0; u < m->units.n; u++)
    if (same_run(m, m->units.v[u].num, num, n) && same_run(m, m->units.v[u].den, den, d)) return u;
  ir_buf t = {cx->a, NULL, 0, 0};
  for (uint32_t i = 0; i < n; i++) ir_buf_printf(&t, "%s%s", i ? "・" : "", ir_text(m, m->units.v[num[i]].name).p);
  if (!n) ir_buf_printf(&t, "1");
  for (uint32_t i = 0; i < d; i++) ir_buf_printf(&t, "毎%s", ir_text(m, m->units.v[den[i]].name).p);
  ir_unit u = {ir_intern(m, t.p, t.n), 0, put_run(cx, num, n), put_run(cx, den, d)};
  NZ_PUSH(cx->a, &m->units) = u;
  return m->units.n - 1;
}
