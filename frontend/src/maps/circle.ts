/** Circles on the ground, true to scale wherever they lie. */

export const EARTH_KM = 6371.0088;
const CORNERS = 64;

/** The ring of a circle of so many kilometres as longitude and latitude, closed. */
export function ring(lat: number, lon: number, km: number): [number, number][] {
  const far = km / EARTH_KM;
  const phi = radians(lat);
  const out: [number, number][] = [];
  for (let corner = 0; corner < CORNERS; corner++) {
    const bearing = (2 * Math.PI * corner) / CORNERS;
    const up = Math.asin(Math.sin(phi) * Math.cos(far) + Math.cos(phi) * Math.sin(far) * Math.cos(bearing));
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(far) * Math.cos(phi),
      Math.cos(far) - Math.sin(phi) * Math.sin(up),
    );
    out.push([lon + degrees(east), degrees(up)]);
  }
  return [...out, out[0] as [number, number]];
}

/** Kilometres between two points on the ground. */
export function kilometres(lat: number, lon: number, lat2: number, lon2: number): number {
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const across = half(lat, lat2) + Math.cos(radians(lat)) * Math.cos(radians(lat2)) * half(lon, lon2);
  return 2 * EARTH_KM * Math.asin(Math.sqrt(across));
}

const radians = (value: number): number => (value * Math.PI) / 180;
const degrees = (value: number): number => (value * 180) / Math.PI;
