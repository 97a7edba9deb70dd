// Where a WGS-84 point lies on tiles drawn in GCJ-02, the datum that maps in China are published in: some 300 to 600 m
// off. The formula is the published one; outside China the two agree.

const AXIS = 6378245.0;
const ECCENTRICITY = 0.00669342162296594323;

function waves(x, y) {
  const { PI, sin } = Math;
  const short = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * (2 / 3);
  return {
    short,
    north: -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + short
      + ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3
      + ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3,
    east: 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + short
      + ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3
      + ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3,
  };
}

export function toGcj02([lat, lng]) {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return [lat, lng];
  const { north, east } = waves(lng - 105, lat - 35);
  const radians = (lat / 180) * Math.PI;
  const flat = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  const root = Math.sqrt(flat);
  return [
    lat + (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / (flat * root)) * Math.PI),
    lng + (east * 180) / ((AXIS / root) * Math.cos(radians) * Math.PI),
  ];
}

export function drawnIn(datum) {
  return datum === "gcj02" ? toGcj02 : (point) => point;
}
