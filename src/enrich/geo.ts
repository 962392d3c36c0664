import type { CityResponse } from "maxmind";

/** ECS `geo`, as far as Elastic's GeoIP processor fills it. */
export type SourceGeo = {
  readonly continent_name?: string;
  readonly country_iso_code?: string;
  readonly country_name?: string;
  readonly region_iso_code?: string;
  readonly region_name?: string;
  readonly city_name?: string;
  readonly location?: { readonly lat: number; readonly lon: number };
};

/** English names; the region's code has the country's before it (`US-WA`). Null when the record places the address nowhere. */
export function geoOf({ continent, country, subdivisions, city, location }: Partial<CityResponse>): SourceGeo | null {
  const region = subdivisions?.[0];
  const regionCode = country?.iso_code && region?.iso_code ? `${country.iso_code}-${region.iso_code}` : undefined;
  const texts = {
    continent_name: continent?.names.en,
    country_iso_code: country?.iso_code,
    country_name: country?.names.en,
    region_iso_code: regionCode,
    region_name: region?.names.en,
    city_name: city?.names.en,
  };
  const known = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const place = location && { location: { lat: location.latitude, lon: location.longitude } };
  const geo: SourceGeo = { ...known, ...place };
  return Object.keys(geo).length === 0 ? null : geo;
}
