/* lib_damage.c -- see lib_damage.h */
#include "lib_damage.h"

json_t *lib_changed(const json_t *v) {
  if (json_is_string(v)) return json_sprintf("%sx", json_string_value(v));
  if (json_is_integer(v)) return json_integer(json_integer_value(v) + 1);
  if (json_is_boolean(v)) return json_boolean(!json_is_true(v));
  return json_integer(0);
}

static void renumber(json_t *steps, json_t *out, size_t id, json_int_t *at) {
  json_t *step = json_deep_copy(json_array_get(steps, id)), *kids = json_object_get(step, "kids");
  for (size_t i = 0; i < json_array_size(kids); i++) {
    size_t kid = (size_t)json_integer_value(json_array_get(kids, i));
    if (at[kid] < 0) renumber(steps, out, kid, at);
    json_array_set_new(kids, i, json_integer(at[kid]));
  }
  at[id] = (json_int_t)json_array_size(out);
  json_object_set_new(step, "id", json_integer(at[id]));
  json_array_append_new(out, step);
}

json_t *lib_tidy(nz_arena *a, const json_t *doc) {
  json_t *copy = json_deep_copy(doc), *steps = json_object_get(copy, "steps"), *out = json_array();
  size_t n = json_array_size(steps);
  json_int_t *at = NZ_NEW_N(a, json_int_t, n);
  for (size_t i = 0; i < n; i++) at[i] = -1;
  renumber(steps, out, n - 1, at);
  json_object_set_new(copy, "steps", out);
  return copy;
}

bool lib_rests_on(const json_t *steps, size_t id, size_t top) {
  if (id == top) return true;
  json_t *kids = json_object_get(json_array_get(steps, top), "kids");
  for (size_t i = 0; i < json_array_size(kids); i++)
    if (lib_rests_on(steps, id, (size_t)json_integer_value(json_array_get(kids, i)))) return true;
  return false;
}

static json_t *alone(const json_t *step) { /* what it says itself */
  json_t *own = json_copy((json_t *)step);
  json_object_del(own, "id");
  json_object_del(own, "kids");
  return own;
}

bool lib_same_tree(const json_t *steps, size_t x, size_t y) {
  if (x == y) return true;
  const json_t *p = json_array_get(steps, x), *q = json_array_get(steps, y), *pk = json_object_get(p, "kids"), *qk = json_object_get(q, "kids");
  json_t *one = alone(p), *other = alone(q);
  bool same = json_equal(one, other) && json_array_size(pk) == json_array_size(qk);
  json_decref(one);
  json_decref(other);
  for (size_t i = 0; same && i < json_array_size(pk); i++)
    same = lib_same_tree(steps, (size_t)json_integer_value(json_array_get(pk, i)), (size_t)json_integer_value(json_array_get(qk, i)));
  return same;
}
