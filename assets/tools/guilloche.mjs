/** Which curves make the security-paper ornaments? Pure: the same numbers give the same drawing. */

const TURN = 2 * Math.PI;
const round = (value) => Math.round(value * 10) / 10;

/** The band across a page: superposed sines whose phase drifts from line to line; it repeats seamlessly. */
export function band({ width = 1200, height = 64, lines = 16, steps = 48 } = {}) {
  const curves = Array.from({ length: lines }, (_, line) => {
    const drift = line / lines;
    const y = (x) =>
      height / 2 +
      height * 0.24 * Math.sin(TURN * (2 * (x / width) + drift * 0.55)) +
      height * 0.15 * Math.sin(TURN * (3 * (x / width) - drift * 0.85)) +
      height * 0.07 * Math.sin(TURN * (5 * (x / width) + drift));
    return smooth(sample(y, width, steps), width / steps);
  });
  return drawing(width, height, curves);
}

/** A rosette: two families of one closed curve each, turned a little from line to line. */
export function rosette({ size = 480, lines = 14 } = {}) {
  const wide = petals(size, { count: 8, radius: 0.33, swing: 0.14 });
  const narrow = petals(size, { count: 8, radius: 0.13, swing: 0.075 });
  const turns = Array.from({ length: lines }, (_, line) => round((360 / 8 / lines) * line));
  const copies = turns.flatMap((turn) => ["a", "b"].map((id) => `<use href="#${id}" transform="rotate(${turn} ${size / 2} ${size / 2})"/>`));
  return svg(size, size, `<defs><path id="a" d="${wide}"/><path id="b" d="${narrow}"/></defs>${copies.join("")}`);
}

function petals(size, { count, radius, swing, steps = 160 }) {
  const points = Array.from({ length: steps }, (_, step) => {
    const angle = (TURN * step) / steps;
    const away = size * (radius + swing * Math.sin(count * angle));
    return [size / 2 + away * Math.cos(angle), size / 2 + away * Math.sin(angle)];
  });
  return closed(points);
}

const sample = (y, width, steps) =>
  Array.from({ length: steps + 1 }, (_, step) => [(width * step) / steps, y((width * step) / steps), slope(y, (width * step) / steps)]);

const slope = (y, x) => (y(x + 0.01) - y(x - 0.01)) / 0.02;

/** Cubic curves through the points, with their true slopes: a third of a step on each side. */
function smooth(points, step) {
  const third = step / 3;
  const [[x0, y0, s0], ...rest] = points;
  const first = rest[0];
  const head = `M${round(x0)} ${round(y0)}C${round(x0 + third)} ${round(y0 + s0 * third)} ${round(first[0] - third)} ${round(first[1] - first[2] * third)} ${round(first[0])} ${round(first[1])}`;
  const tail = rest.slice(1).map(([x, y, s]) => `${round(x - third)} ${round(y - s * third)} ${round(x)} ${round(y)}`);
  return `${head}S${tail.join(" ")}`;
}

/** A closed curve through the points, its tangents taken from the neighbours. */
function closed(points) {
  const at = (index) => points[(index + points.length) % points.length];
  const before = (index) => {
    const [x, y] = at(index);
    return [x - (at(index + 1)[0] - at(index - 1)[0]) / 6, y - (at(index + 1)[1] - at(index - 1)[1]) / 6];
  };
  const [x0, y0] = at(0);
  const [bx, by] = before(0);
  const knots = Array.from({ length: points.length }, (_, step) => [...before(step + 1), ...at(step + 1)]);
  const [first, ...rest] = knots;
  return `M${round(x0)} ${round(y0)}C${round(2 * x0 - bx)} ${round(2 * y0 - by)} ${first.map(round).join(" ")}S${rest.flat().map(round).join(" ")}z`;
}

const drawing = (width, height, curves) => svg(width, height, curves.map((d) => `<path d="${d}"/>`).join(""));

const svg = (width, height, content) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="none" stroke="#000" stroke-width=".9">${content}</svg>\n`;
