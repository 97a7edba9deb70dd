// The map: jobs are squares, technicians circles, outlets diamonds, each way a line; all of it drawn on one canvas.

import { drawnIn } from "./datum.js";

const L = window.L;

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ok: of("--ok"), warn: of("--warn"), bad: of("--bad"), there: of("--brand"), later: of("--edge"), ink: of("--ink"),
    idle: of("--edge"), driving: of("--brand"), working: of("--ink"), paused: of("--warn"), surface: of("--surface"),
  };
}

// A square or a diamond instead of a circle, with a bar through it when late: shape says what colour says.
const Mark = L.CircleMarker.extend({
  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) return;
    const { x, y } = this._point;
    const size = this._radius;
    const draw = renderer._ctx;
    draw.beginPath();
    if (this.options.shape === "diamond") {
      draw.moveTo(x, y - size);
      draw.lineTo(x + size, y);
      draw.lineTo(x, y + size);
      draw.lineTo(x - size, y);
      draw.closePath();
    } else {
      draw.rect(x - size, y - size, 2 * size, 2 * size);
    }
    if (this.options.isCrossed) {
      draw.moveTo(x - size, y + size);
      draw.lineTo(x + size, y - size);
    }
    renderer._fillStroke(draw, this);
  },
});

export class BoardMap {
  constructor(element, onChoose) {
    const { tiles, datum, credit, zoomIn, zoomOut } = element.dataset;
    this.drawn = drawnIn(tiles ? datum : "wgs84");
    this.onChoose = onChoose;
    this.colours = colours();
    this.jobs = new Map();
    this.people = new Map();
    this.map = L.map(element, {
      preferCanvas: true, zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
      attributionControl: Boolean(tiles && credit),
    });
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(this.map);
    if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(this.map);
    this.map.attributionControl?.setPrefix(false);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.colours = colours();
      if (this.last) this.show(...this.last);
    });
  }

  showOutlets(outlets) {
    for (const outlet of outlets) {
      new Mark(this.drawn([outlet.lat, outlet.lng]), {
        radius: 6, weight: 2, color: this.colours.there, fillColor: this.colours.surface, fillOpacity: 1, shape: "diamond",
      }).bindTooltip(outlet.name).addTo(this.map);
    }
  }

  show(jobs, people) {
    this.last = [jobs, people];
    this.keep(this.jobs, jobs, (job) => this.drawJob(job));
    this.keep(this.people, people, (person) => this.drawPerson(person));
    if (this.isFitted) return;
    const points = [...jobs, ...people].map((item) => this.drawn([item.lat, item.lng]));
    this.map.setView([30.66, 104.07], 5);
    if (points.length) this.map.fitBounds(L.latLngBounds(points).pad(0.08), { maxZoom: 14, animate: false });
    this.isFitted = points.length > 0;
  }

  keep(known, items, draw) {
    const left = new Set(known.keys());
    for (const item of items) {
      left.delete(item.id);
      draw(item);
    }
    for (const id of left) {
      const shown = known.get(id);
      shown.mark.remove();
      shown.line?.remove();
      known.delete(id);
    }
  }

  drawJob(job) {
    const point = this.drawn([job.lat, job.lng]);
    const colour = this.colours[job.tone];
    const style = {
      color: colour, fillColor: colour, fillOpacity: 0.25, weight: job.urgent ? 3 : 2, isCrossed: job.tone === "bad",
    };
    const known = this.jobs.get(job.id);
    if (!known) {
      const mark = new Mark(point, { ...style, radius: job.urgent ? 9 : 7 }).bindTooltip(job.label);
      mark.on("click", () => this.onChoose("job", job.id)).addTo(this.map);
      this.jobs.set(job.id, { mark, point, tone: job.tone });
    } else {
      if (known.tone !== job.tone) known.mark.setStyle(style);
      if (known.point[0] !== point[0] || known.point[1] !== point[1]) known.mark.setLatLng(point);
      Object.assign(known, { point, tone: job.tone });
    }
  }

  drawPerson(person) {
    const point = this.drawn([person.lat, person.lng]);
    const fill = this.colours[person.tone];
    const known = this.people.get(person.id);
    if (!known) {
      const style = { radius: 7, weight: 2, color: this.colours.surface, fillColor: fill, fillOpacity: 1 };
      const mark = L.circleMarker(point, style).bindTooltip(person.name);
      mark.on("click", () => this.onChoose("technician", person.id)).addTo(this.map);
      this.people.set(person.id, { mark, tone: person.tone });
    } else {
      if (known.tone !== person.tone) known.mark.setStyle({ fillColor: fill });
      known.tone = person.tone;
      known.mark.setLatLng(point);
    }
    this.drawWay(this.people.get(person.id), person, point);
  }

  drawWay(known, person, point) {
    if (!person.to) {
      known.line?.remove();
      known.line = null;
      return;
    }
    const way = [point, this.drawn(person.to)];
    if (known.line) known.line.setLatLngs(way);
    else known.line = L.polyline(way, { color: this.colours.driving, weight: 1.5, dashArray: "3 4", interactive: false }).addTo(this.map);
  }

  // Where a technician is now, without anything else of the picture.
  move(person) {
    if (this.people.has(person.id)) this.drawPerson(person);
  }

  goTo(item) {
    const point = this.drawn([item.lat, item.lng]);
    if (!this.map.getBounds().pad(-0.1).contains(point)) this.map.panTo(point, { animate: false });
  }

  resize() {
    this.map.invalidateSize({ animate: false });
  }
}
