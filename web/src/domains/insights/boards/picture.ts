/** What is carried into a picture: an svg alone has neither the page's styles nor its variables. */
const carried = [
  'fill',
  'stroke',
  'stroke-width',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
  'opacity',
]

const standingAlone = (drawn: SVGSVGElement): SVGSVGElement => {
  const copy = drawn.cloneNode(true) as SVGSVGElement
  const [before, after] = [drawn.querySelectorAll('*'), copy.querySelectorAll<SVGElement>('*')]
  before.forEach((element, at) => {
    const style = getComputedStyle(element)
    for (const name of carried) after[at]?.style.setProperty(name, style.getPropertyValue(name))
  })
  return copy
}

const line = (text: string, y: number, style: string) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'text')
  element.setAttribute('x', '16')
  element.setAttribute('y', String(y))
  element.setAttribute('style', style)
  element.textContent = text
  return element
}

type Words = { title: string; period: string; source: string }

/** The chart on the house's ground, its title and period above, where it comes from below. */
const framed = (drawn: SVGSVGElement, words: Words) => {
  const { width, height } = drawn.getBoundingClientRect()
  const root = getComputedStyle(document.documentElement)
  const ink = (name: string) => root.getPropertyValue(name).trim()
  const face = `font-family: ${ink('--font')}`
  const frame = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const size = { width: Math.max(420, width + 32), height: height + 96 }
  frame.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  frame.setAttribute('width', String(size.width))
  frame.setAttribute('height', String(size.height))
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', ink('--surface'))
  const copy = standingAlone(drawn)
  copy.setAttribute('x', '16')
  copy.setAttribute('y', '58')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  frame.append(
    ground,
    line(words.title, 28, `${face}; font-size: 15px; font-weight: 600; fill: ${ink('--ink')}`),
    line(words.period, 48, `${face}; font-size: 12px; fill: ${ink('--ink-3')}`),
    copy,
    line(words.source, size.height - 14, `${face}; font-size: 12px; fill: ${ink('--ink-3')}`),
  )
  return { text: new XMLSerializer().serializeToString(frame), size }
}

/** Saves a drawn chart as a PNG at twice its size. */
export const savePicture = async (drawn: SVGSVGElement, words: Words): Promise<void> => {
  const { text, size } = framed(drawn, words)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(size.width * 2)
  canvas.height = Math.round(size.height * 2)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!picture) return
  const url = URL.createObjectURL(picture)
  const link = document.createElement('a')
  link.href = url
  link.download = `${words.title}.png`
  link.click()
  URL.revokeObjectURL(url)
}
