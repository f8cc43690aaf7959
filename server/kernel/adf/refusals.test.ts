import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAdf } from './index.ts'

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const person = '<customer><contact><name>A</name><phone>13800138000</phone></contact></customer>'

describe('hostile and foreign bodies', () => {
  it('refuses a plain mail, an empty body and unrelated XML as not ADF', () => {
    for (const body of ['', 'Hello, I would like a car. 13800138000', '<rss><item/></rss>', '<adf></adf>']) {
      expect(parseAdf(body)).toMatchObject({ prospects: [], reason: 'not-adf' })
    }
  })

  it('refuses a body of 50 MB before reading it', () => {
    const body = new Uint8Array(50 * 1024 * 1024).fill(0x61)
    expect(parseAdf(body).reason).toBe('too-large')
    expect(parseAdf('汽'.repeat(400_000)).reason).toBe('too-large')
  })

  it('refuses ten thousand prospects in one body', () => {
    const body = `<adf>${`<prospect>${person}</prospect>`.repeat(10_000)}</adf>`
    expect(parseAdf(body, { maxBytes: 10_000_000 })).toMatchObject({ prospects: [], reason: 'too-many' })
    expect(parseAdf(`<adf>${`<prospect>${person}</prospect>`.repeat(200)}</adf>`).prospects).toHaveLength(200)
  })

  it('refuses nesting deeper than 32, closed or not', () => {
    expect(parseAdf(`<adf>${'<x>'.repeat(40)}${'</x>'.repeat(40)}</adf>`).reason).toBe('too-deep')
    expect(parseAdf(`<adf><prospect>${'<x>'.repeat(100_000)}`).reason).toBe('too-deep')
  })

  it('never reads an external entity, nor markup hidden in one', () => {
    const { prospects, repairs } = parseAdf(fixture('xxe.adf'))
    expect(repairs).toContain('doctype-removed')
    expect(prospects).toHaveLength(1)
    expect(prospects[0]?.ids).toEqual([])
    expect(prospects[0]?.customer.name?.full).toBe('&file;')
    expect(JSON.stringify(prospects)).not.toContain('root:')
  })

  it('does not expand a billion laughs', () => {
    const { prospects } = parseAdf(fixture('billion-laughs.adf'))
    expect(prospects[0]?.customer.name?.full).toBe('&f;')
    expect(prospects[0]?.customer.phones[0]?.number).toBe('13800138000')
  })

  it('keeps a script in CDATA as the text it is', () => {
    const { prospects } = parseAdf(fixture('tag-soup.txt'))
    expect(prospects[0]?.customer.comments).toBe('<script>alert(1)</script> & more')
  })

  it('keeps tags named like JavaScript traps as extra and pollutes nothing', () => {
    const traps =
      '<__proto__><admin>1</admin></__proto__><constructor>x</constructor><hasOwnProperty>y</hasOwnProperty>'
    const { prospects } = parseAdf(`<adf><prospect __proto__="1">${person}${traps}</prospect></adf>`)
    expect(prospects[0]?.extra.map((extra) => extra.text)).toEqual(['1', 'x', 'y'])
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  it.each([
    ['an endless attribute', `<adf ${'a'.repeat(900_000)}`],
    ['an endless tag name', `<${'adf'.repeat(300_000)}`],
    ['open quotes', `<adf ${'a="'.repeat(300_000)}`],
    ['a hundred thousand open doctypes', `${'<!doctype ['.repeat(90_000)}<adf>`],
    ['a hundred thousand open comments', `${'<!--'.repeat(200_000)}<adf><prospect>`],
    ['open instructions', `${'<?'.repeat(400_000)}<adf><prospect>`],
    ['only ampersands', `<adf><prospect><id>${'&'.repeat(150_000)}</id></prospect></adf>`],
    ['stray angles', `<adf><prospect>${'<'.repeat(500_000)}`],
    ['spaces after an attribute', `<adf ${'a '.repeat(300_000)}=${' '.repeat(300_000)}>`],
    ['closing tags for nothing', `<adf><prospect>${'</x>'.repeat(200_000)}`],
    ['siblings without end', `<adf><prospect>${'<x>y</x>'.repeat(100_000)}</prospect></adf>`],
    // Anything worse than linear on these takes minutes and runs into the test's own limit.
  ])('comes to an end on %s', (_name, body) => {
    expect(Array.isArray(parseAdf(body).prospects)).toBe(true)
  })
})
