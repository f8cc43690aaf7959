/** Coordinates on a plane. Meridians are drawn as far apart as they are at 35° north, the middle of China. */
export type Spot = { latitude: number; longitude: number }
export type Point = { x: number; y: number }
export type Frame = { x: number; y: number; width: number; height: number }

const narrowing = Math.cos((35 * Math.PI) / 180)

export const pointOf = ({ latitude, longitude }: Spot): Point => ({
  x: (longitude - 104) * narrowing,
  y: 35 - latitude,
})

/** The rectangle that holds all points, with a margin, in the proportions of the picture. */
export const frameOf = (points: Point[], ratio: number, least = 1.2): Frame => {
  if (points.length === 0) return { x: -25, y: -20, width: 50, height: 50 / ratio }
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const wanted = Math.max((right - left) * 1.12, least)
  const tall = Math.max((bottom - top) * 1.12, least / ratio)
  const width = Math.max(wanted, tall * ratio)
  const height = width / ratio
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height }
}

export const zoomed = (frame: Frame, by: number, at: Point): Frame => {
  const width = Math.min(80, Math.max(0.2, frame.width * by))
  const ratio = width / frame.width
  return {
    x: at.x - (at.x - frame.x) * ratio,
    y: at.y - (at.y - frame.y) * ratio,
    width,
    height: frame.height * ratio,
  }
}

const steps = [0.1, 0.25, 0.5, 1, 2, 5, 10]

/** Whole degrees to draw lines at: about six of them. */
export const gridOf = (frame: Frame): { longitudes: number[]; latitudes: number[] } => {
  const step = steps.find((one) => frame.width / narrowing / one <= 9) ?? 10
  const from = (low: number, high: number) => {
    const first = Math.ceil(low / step) * step
    const count = Math.max(0, Math.floor((high - first) / step) + 1)
    return Array.from({ length: count }, (_, index) => Number((first + index * step).toFixed(2)))
  }
  return {
    longitudes: from(104 + frame.x / narrowing, 104 + (frame.x + frame.width) / narrowing),
    latitudes: from(35 - frame.y - frame.height, 35 - frame.y),
  }
}

const kmInDegree = 111.2

export const kmBetween = (a: Spot, b: Spot): number => {
  const radians = Math.PI / 180
  const half = (x: number) => Math.sin((x * radians) / 2) ** 2
  const root =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * half(b.longitude - a.longitude)
  return 2 * 6371 * Math.asin(Math.sqrt(root))
}

/** A round length for the scale bar, and its share of the frame. */
export const scaleOf = (frame: Frame): { km: number; share: number } => {
  const wide = frame.width * kmInDegree
  const km = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((one) => one <= wide / 4) ?? 1
  return { km, share: km / wide }
}
