/** `network.client.geoip.<Datadog name>` -> the path in the ECS shape of the enrichment. */
export const GEO_FIELDS: readonly (readonly [datadog: string, ecs: string, type: "text" | "number"])[] = [
  ["continent.name", "geo.continent_name", "text"],
  ["country.name", "geo.country_name", "text"],
  ["country.iso_code", "geo.country_iso_code", "text"],
  ["subdivision.name", "geo.region_name", "text"],
  ["subdivision.iso_code", "geo.region_iso_code", "text"],
  ["city.name", "geo.city_name", "text"],
  ["location.latitude", "geo.location.lat", "number"],
  ["location.longitude", "geo.location.lon", "number"],
  ["as.name", "as.organization.name", "text"],
];
