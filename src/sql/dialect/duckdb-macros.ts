const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const V4 = `${OCTET}([.]${OCTET}){3}`;

/**
 * Statements that make the functions which the DuckDB dialect calls. `java_text` is not among them: it is a scalar
 * function that the driver registers, because java.util.HashMap order cannot be written in SQL.
 */
export const DUCKDB_MACROS: readonly string[] = [
  // The elements of an array (of arrays), or the value itself; never null.
  `CREATE OR REPLACE MACRO th_open1(v) AS CASE json_type(v) WHEN 'ARRAY' THEN json_extract(v, '$[*]') WHEN 'NULL' THEN []::JSON[] ELSE CASE WHEN v IS NULL THEN []::JSON[] ELSE [v] END END`,
  `CREATE OR REPLACE MACRO th_open(v) AS CASE json_type(v) WHEN 'ARRAY' THEN flatten(list_transform(th_open1(v), lambda x: th_open1(x))) ELSE th_open1(v) END`,
  `CREATE OR REPLACE MACRO th_step(nodes, pointer) AS flatten(list_transform(nodes, lambda n: th_open(json_extract(n, pointer))))`,
  `CREATE OR REPLACE MACRO th_texts(nodes) AS list_filter(list_transform(nodes, lambda n: CASE WHEN json_type(n) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE n ->> '$' END), lambda t: t IS NOT NULL)`,
  `CREATE OR REPLACE MACRO th_present(list) AS list_filter(list, lambda x: x IS NOT NULL)`,
  `CREATE OR REPLACE MACRO th_number(t) AS CASE WHEN regexp_full_match(t, '-?[0-9]{1,30}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?') THEN TRY_CAST(t AS DOUBLE) END`,
  // Strict ISO 8601: a plain cast would also take dates alone, 'infinity' and 'epoch'.
  `CREATE OR REPLACE MACRO th_time(t) AS CASE WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})') THEN date_trunc('millisecond', TRY_CAST(t AS TIMESTAMPTZ))::TIMESTAMP END`,
  `CREATE OR REPLACE MACRO th_v4_hex(t) AS printf('%02x%02x%02x%02x', split_part(t, '.', 1)::INT, split_part(t, '.', 2)::INT, split_part(t, '.', 3)::INT, split_part(t, '.', 4)::INT)`,
  `CREATE OR REPLACE MACRO th_groups(t) AS CASE WHEN t = '' THEN []::VARCHAR[] ELSE string_split(t, ':') END`,
  // A dotted tail (::ffff:1.2.3.4) as two groups.
  `CREATE OR REPLACE MACRO th_v6_plain(t) AS CASE WHEN regexp_full_match(t, '.*:${V4}') THEN regexp_extract(t, '^(.*:)[^:]*$', 1) || th_v4_hex(regexp_extract(t, '([^:]*)$', 1))[1:4] || ':' || th_v4_hex(regexp_extract(t, '([^:]*)$', 1))[5:8] ELSE t END`,
  `CREATE OR REPLACE MACRO th_join_groups(l, r, gap) AS list_reduce(list_transform(list_concat(l, list_transform(range(gap), lambda i: '0'), r), lambda g: lpad(lower(g), 4, '0')), lambda a, b: a || b)`,
  `CREATE OR REPLACE MACRO th_v6_join(l, r, has_gap) AS CASE WHEN CASE WHEN has_gap THEN len(l) + len(r) > 7 ELSE len(l) <> 8 END THEN NULL WHEN NOT list_bool_and(list_transform(list_concat(l, r, ['0']), lambda g: regexp_full_match(g, '[0-9a-fA-F]{1,4}'))) THEN NULL ELSE th_join_groups(l, r, 8 - len(l) - len(r)) END`,
  `CREATE OR REPLACE MACRO th_v6_key(t) AS CASE len(string_split(t, '::')) WHEN 1 THEN th_v6_join(th_groups(t), []::VARCHAR[], FALSE) WHEN 2 THEN th_v6_join(th_groups(split_part(t, '::', 1)), th_groups(split_part(t, '::', 2)), TRUE) END`,
  `CREATE OR REPLACE MACRO th_ip_key(t) AS CASE WHEN regexp_full_match(t, '${V4}') THEN '00000000000000000000ffff' || th_v4_hex(t) WHEN regexp_full_match(t, '[0-9a-fA-F:]*:[0-9a-fA-F:.]*') AND length(t) <= 45 THEN th_v6_key(th_v6_plain(t)) END`,
];
