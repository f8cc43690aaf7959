import { loadavg } from 'node:os'
import pg from 'pg'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser } from '../tests/e2e/browser.ts'
import { castId, tokenOf } from '../tests/harness/cast.ts'
import { percentile, round } from './measure.ts'
import type { Bench, Figure } from './run.ts'

/** As long a list as the largest dealer or a head office has, and as far down as somebody looks for a row by hand. */
const listed = 100_000
const wanted = 5_000
/** Pixels for a turn of the wheel; with some 25 turns a second a hard flick. */
const notch = 240

type Scrolled = {
  frames: number[]
  longTasks: number[]
  mostRows: number
  blank: number
  jumps: number
  rows: number
}
type Watched = Window & { scrolled: Scrolled; watching: boolean }

const over = 'section.scroll'
const screens = [
  { what: 'lead inbox, head office', login: 'meng', path: '/leads?tab=all', over },
  { what: 'lead inbox, a dealer, by what is due', login: 'pei', path: '/leads', over },
  { what: 'customer list, head office', login: 'meng', path: '/customers', over },
  { what: 'dispatch board, to its end', login: 'meng', path: '/dispatch', over: 'main' },
]

/** Lists scrolled by wheel in a real browser: how long frames take, and what is in the page meanwhile. */
export async function benchScroll({ address, ownerUrl }: Bench): Promise<Figure[]> {
  await fill(ownerUrl)
  const browser = await openBrowser()
  const seats = new Map<string, BrowserContext>()
  const figures: Figure[] = []
  try {
    for (const { what, login, path, over } of screens) {
      // One seat each: a browser is given another token now and then, and the first one ends.
      const seat = seats.get(login) ?? (await sitDown(browser, address, login))
      seats.set(login, seat)
      const page = await seat.newPage()
      await page.goto(address + path)
      await page.locator('.tbl tbody tr').first().waitFor()
      await page.waitForTimeout(1_000)
      await watch(page)
      const seconds = await wheel(page, over, over === 'main' ? 5 : 60)
      figures.push(figureOf(what, await read(page), seconds))
      await page.close()
    }
  } finally {
    await browser.close()
  }
  return figures
}

async function sitDown(browser: Browser, address: string, login: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  await context.addCookies([{ name: 'ringroad', value: tokenOf(login), url: address }])
  return context
}

const figureOf = (what: string, seen: Scrolled, seconds: number): Figure => {
  const long = seen.longTasks.reduce((sum, one) => sum + one, 0)
  const late = seen.frames.filter((one) => one > 33.4).length
  return {
    what: `${what}: ${seen.rows ? `${seen.rows.toLocaleString('en')} rows` : 'the wheel turned'} in ${round(seconds)} s`,
    value: round(percentile(seen.frames, 0.95)),
    unit: 'ms p95 frame',
    beside: [
      `p50 ${round(percentile(seen.frames, 0.5))}, p99 ${round(percentile(seen.frames, 0.99))} ms`,
      `${late} of ${seen.frames.length} frames over 33 ms`,
      `${seen.longTasks.length} long tasks, ${Math.round(long)} ms`,
      `at most ${seen.mostRows} rows in the page`,
      `${seen.blank} frames without a row, ${seen.jumps} jumps`,
      `load ${round(loadavg()[0]!)}`,
    ].join('; '),
  }
}

/** Every frame: its length, the rows in the page, whether the middle of the list shows one, and whether it is where its number says. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const seen: Scrolled = { frames: [], longTasks: [], mostRows: 0, blank: 0, jumps: 0, rows: 0 }
    const view = window as unknown as Watched
    view.scrolled = seen
    view.watching = true
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longTasks.push(entry.duration)
    }).observe({ entryTypes: ['longtask'] })
    const scroller = document.querySelector('section.scroll')
    const head = scroller?.querySelector('thead')?.getBoundingClientRect().height ?? 0
    let last = performance.now()
    const frame = (now: number) => {
      seen.frames.push(now - last)
      last = now
      const rows = document.querySelectorAll<HTMLTableRowElement>('.tbl tbody tr:not(.pad)')
      seen.mostRows = Math.max(seen.mostRows, rows.length)
      const row = rows[0]
      if (scroller && row) {
        const box = scroller.getBoundingClientRect()
        const middle = document.elementFromPoint(box.left + 200, box.top + box.height / 2)?.closest('tr')
        if (!middle || middle.classList.contains('pad')) seen.blank++
        const index = Number(row.getAttribute('aria-rowindex')) - 2
        const height = row.getBoundingClientRect().height
        const at = row.getBoundingClientRect().top - box.top + scroller.scrollTop
        if (Math.abs(at - head - index * height) > 2) seen.jumps++
        const end = Number(rows[rows.length - 1]?.getAttribute('aria-rowindex')) - 1
        seen.rows = Math.max(seen.rows, end)
      }
      if (view.watching) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })

const read = (page: Page): Promise<Scrolled> =>
  page.evaluate(() => {
    const view = window as unknown as Watched
    view.watching = false
    return view.scrolled
  })

/** Turns the wheel until enough rows went by; seconds it took. A list that makes one wait for its next page takes longer. */
async function wheel(page: Page, over: string, atMostSeconds: number): Promise<number> {
  const box = await page.locator(over).first().boundingBox()
  if (!box) throw new Error(`${over} is not in the page`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const began = performance.now()
  const spent = () => (performance.now() - began) / 1000
  for (let turns = 1; spent() < atMostSeconds; turns++) {
    await page.mouse.wheel(0, notch)
    if (turns % 50 === 0) {
      const rows = await page.evaluate(() => (window as unknown as Watched).scrolled.rows)
      if (rows >= wanted) break
    }
  }
  return spent()
}

/** Rows as the product leaves them, written at once; none is due, so that no clock runs out meanwhile. */
async function fill(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const [brand, dealer, series] = [castId('HL'), castId('D0001'), castId('越岭')]
  await client.query(`create temporary table bench_row as
    select n, uuidv7() as id, now() - n * interval '9 seconds' as at, now() + n * interval '60 seconds' as due from generate_series(1, ${listed}) n`)
  await client.query(`insert into customers.customer (id, name, name_pinyin, phone, created_at, updated_at, seen_at)
    select id, substr('王李张刘陈杨赵黄周吴', 1 + n % 10, 1) || chr(19968 + n % 3000), 'bench', '+86139' || 10000000 + n, at, at, at from bench_row`)
  // Else each row's foreign key is looked for in a table that is believed to be empty: all of it, every time.
  await client.query('analyze customers.customer')
  await client.query(`insert into customers.reach (node_id, customer_id, seen_at)
    select node, id, at from bench_row, unnest(array['${brand}', '${dealer}']::uuid[]) node`)
  await client.query(`insert into leads.lead (id, number, brand_id, series_id, customer_id, holder, dealer_id, stage, grade, score, source, captured_at, last_touch_at, due_at, dispatched_at, next_step, next_step_at, created_at, updated_at)
    select uuidv7(), 'B' || n, '${brand}', '${series}', id, 'dealer', '${dealer}', 'new', substr('HABC', 1 + n % 4, 1), 60, 'website', at, at, due, at, 'call', due, at, at from bench_row`)
  await client.query('analyze customers.customer, customers.reach, leads.lead')
  await client.end()
}
