const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const V4 = `${OCTET}([.]${OCTET}){3}`;

/**
 * Statements that make the functions which the DuckDB dialect calls. The driver registers two scalar
 * functions first: `java_text`, because java.util.HashMap order cannot be written in SQL, and `ip_key`.
 */
export const DUCKDB_MACROS: readonly string[] = [
  `CREATE OR REPLACE MACRO th_present(list) AS list_filter(list, lambda x: x IS NOT NULL)`,
  // The elements of an array (of arrays), or the value itself; never null.
  `CREATE OR REPLACE MACRO th_open1(v) AS CASE json_type(v) WHEN 'ARRAY' THEN json_extract(v, '$[*]') WHEN 'NULL' THEN []::JSON[] ELSE th_present([v]) END`,
  `CREATE OR REPLACE MACRO th_open(v) AS CASE json_type(v) WHEN 'ARRAY' THEN flatten(list_transform(json_extract(v, '$[*]'), lambda x: th_open1(x))) ELSE th_open1(v) END`,
  `CREATE OR REPLACE MACRO th_step(nodes, pointer) AS flatten(list_transform(list_transform(nodes, lambda n: json_extract(n, pointer)), lambda v: th_open(v)))`,
  `CREATE OR REPLACE MACRO th_texts(nodes) AS list_filter(list_transform(nodes, lambda n: CASE WHEN json_type(n) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE n ->> '$' END), lambda t: t IS NOT NULL)`,
  // Scalars at the ends of paths. `through` goes through arrays, with lambdas that cost more to set up for a few rows than to
  // run; without an array on the way and with scalars at the ends all is read in one pass. To look for the last key in the text is
  // cheaper still: it stands there as it is unless something is escaped. (`list_distinct` drops nulls; elements have no number.)
  `CREATE OR REPLACE MACRO th_leaves(v, key, way, ends, through) AS CASE WHEN contains(v::VARCHAR, key) OR contains(v::VARCHAR, '\\') THEN CASE WHEN list_has_any(json_type(v, way), ['ARRAY']) OR list_has_any(json_type(v, ends), ['ARRAY', 'OBJECT']) THEN through ELSE list_distinct(json_extract_string(v, ends)) END ELSE []::VARCHAR[] END`,
  // The strings of a list, or the one string.
  `CREATE OR REPLACE MACRO th_strings(v) AS th_present(list_transform(th_open1(v), lambda n: CASE WHEN json_type(n) = 'VARCHAR' THEN n ->> '$' END))`,
  `CREATE OR REPLACE MACRO th_number(t) AS CASE WHEN regexp_full_match(t, '-?[0-9]{1,30}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?') THEN TRY_CAST(t AS DOUBLE) END`,
  // Strict ISO 8601: a plain cast would also take dates alone, 'infinity' and 'epoch'.
  `CREATE OR REPLACE MACRO th_time(t) AS CASE WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})') THEN date_trunc('millisecond', TRY_CAST(t AS TIMESTAMPTZ))::TIMESTAMP END`,
  `CREATE OR REPLACE MACRO th_v4_hex(t) AS printf('%02x%02x%02x%02x', split_part(t, '.', 1)::INT, split_part(t, '.', 2)::INT, split_part(t, '.', 3)::INT, split_part(t, '.', 4)::INT)`,
  // IPv6 goes to the driver's function: in SQL it takes a tower of macros that costs 100 ms to plan.
  `CREATE OR REPLACE MACRO th_ip_key(t) AS CASE WHEN regexp_full_match(t, '${V4}') THEN '00000000000000000000ffff' || th_v4_hex(t) WHEN contains(t, ':') AND length(t) <= 45 THEN ip_key(t) END`,
];
