import type { MatchCluster } from '../../../../../contract/match-model.ts'

export type Point = { x: number; y: number }
export type Circle = Point & { radius: number }
export type Layout = {
  width: number
  height: number
  /** A circle for each customer, and in it a place for each record. */
  customers: Map<string, Circle>
  nodes: Map<string, Point>
}

const dot = 11
const gap = 96

/** Room for so many records on a ring. */
const radiusOf = (records: number): number =>
  records <= 1 ? 30 : Math.max(38, (records * (dot * 2 + 10)) / (2 * Math.PI) + dot + 8)

/**
 * The customer in the middle, those it may be one with around it, each with its records on a ring: nothing moves, and
 * the same cluster looks the same every time. Rings are as far out as their widest neighbour needs.
 */
export function layoutOf({
  customerId,
  customers,
  nodes,
}: Pick<MatchCluster, 'customerId' | 'customers' | 'nodes'>): Layout {
  const recordsOf = Map.groupBy(nodes, (node) => node.customerId)
  const radius = (id: string) => radiusOf(recordsOf.get(id)?.length ?? 0)
  const others = customers.filter(({ id }) => id !== customerId)
  const widest = Math.max(0, ...others.map(({ id }) => radius(id)))
  const own = radius(customerId)
  const around = Math.max(
    own + widest + gap,
    others.length > 1 ? (widest + 18) / Math.sin(Math.PI / others.length) : 0,
  )
  const circles = new Map<string, Circle>([[customerId, { x: 0, y: 0, radius: own }]])
  for (const [at, { id }] of others.entries()) {
    const angle = (at / others.length) * 2 * Math.PI
    circles.set(id, { x: Math.cos(angle) * around, y: Math.sin(angle) * around, radius: radius(id) })
  }
  const box = boxOf([...circles.values()])
  const places = new Map<string, Point>()
  for (const circle of circles.values()) {
    circle.x -= box.left
    circle.y -= box.top
  }
  for (const [id, records] of recordsOf) {
    const circle = circles.get(id)
    if (!circle) continue
    const ring = records.length > 1 ? circle.radius - dot - 8 : 0
    for (const [at, record] of records.entries()) {
      const angle = (at / records.length) * 2 * Math.PI - Math.PI / 2
      places.set(record.id, {
        x: circle.x + Math.cos(angle) * ring,
        y: circle.y + Math.sin(angle) * ring,
      })
    }
  }
  return { width: box.width, height: box.height, customers: circles, nodes: places }
}

/** With room at the edges for names. */
function boxOf(circles: readonly Circle[]) {
  const [side, head] = [28, 26]
  const left = Math.min(...circles.map(({ x, radius }) => x - radius)) - side
  const right = Math.max(...circles.map(({ x, radius }) => x + radius)) + side
  const top = Math.min(...circles.map(({ y, radius }) => y - radius)) - head
  const bottom = Math.max(...circles.map(({ y, radius }) => y + radius)) + 10
  return { left, top, width: right - left, height: bottom - top }
}

/**
 * A line from the edge of one circle to the edge of the other, and where its words stand. Given a circle in between, it
 * goes around that: two on opposite sides would be drawn through the middle otherwise.
 */
export function lineOf(a: Circle, b: Circle, around?: Circle): { path: string; middle: Point } {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const long = Math.hypot(dx, dy) || 1
  const half = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  let bend = half
  if (around) {
    // Away from the middle; straight across, either side will do.
    const side = (half.x - around.x) * -dy + (half.y - around.y) * dx < 0 ? -1 : 1
    const by =
      Math.max(0.45 * long, around.radius * 2.4 - Math.hypot(half.x - around.x, half.y - around.y)) * side
    bend = { x: half.x + (-dy / long) * by, y: half.y + (dx / long) * by }
  }
  const [from, to] = [edgeOf(a, bend), edgeOf(b, bend)]
  return {
    path: `M${round(from)} Q${round(bend)} ${round(to)}`,
    // Off the middle when it goes around: there the lines to the middle have theirs.
    middle: onCurve(from, bend, to, around ? 0.3 : 0.5),
  }
}

function onCurve(from: Point, bend: Point, to: Point, at: number): Point {
  const [a, b, c] = [(1 - at) ** 2, 2 * at * (1 - at), at ** 2]
  return { x: a * from.x + b * bend.x + c * to.x, y: a * from.y + b * bend.y + c * to.y }
}

function edgeOf(circle: Circle, towards: Point): Point {
  const [dx, dy] = [towards.x - circle.x, towards.y - circle.y]
  const long = Math.hypot(dx, dy) || 1
  return { x: circle.x + (dx / long) * circle.radius, y: circle.y + (dy / long) * circle.radius }
}
const round = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
