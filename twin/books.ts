/** history/: what the dealers sold and mended in the years before head office wrote down enquiries. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DayPage } from './day-page.ts'
import type { Diary } from './diary.ts'
import { REPAIRS_HEADER } from './repairs.ts'
import { DELIVERIES_HEADER, ORDERS_HEADER } from './sales.ts'
import { Sink } from './sink.ts'
import type { World } from './world.ts'

/**
 * Sales lie in chapters of two and a half years. Nobody buys again within three, so a chapter's orders can be taken in
 * before its deliveries and no buyer has two orders waiting.
 */
const CHAPTER_DAYS = 913

interface BookRows {
  bytes: number
}

export async function writeBooks(
  world: World,
  out: string,
  diary: Diary,
  onDay: (day: number) => void,
): Promise<BookRows> {
  if (world.booksDay >= world.startDay) return { bytes: 0 }
  const folder = join(out, 'history')
  await mkdir(folder, { recursive: true })
  const repairs = await Sink.open(join(folder, 'repair-orders.csv'), REPAIRS_HEADER)
  const page = new DayPage()
  let bytes = 0
  for (let from = world.booksDay, chapter = 1; from < world.startDay; from += CHAPTER_DAYS, chapter++) {
    const orders = await Sink.open(join(folder, `orders-${chapter}.csv`), ORDERS_HEADER)
    const deliveries = await Sink.open(join(folder, `deliveries-${chapter}.csv`), DELIVERIES_HEADER)
    for (let day = from; day < Math.min(from + CHAPTER_DAYS, world.startDay); day++) {
      diary.open(day)
      diary.ordersOn(day, page)
      await page.pour(orders)
      diary.deliveriesOn(day, page)
      await page.pour(deliveries)
      diary.repairsOn(day, page)
      await page.pour(repairs)
      onDay(day)
    }
    for (const sink of [orders, deliveries]) {
      await sink.close()
      bytes += sink.bytes
    }
  }
  await repairs.close()
  return { bytes: bytes + repairs.bytes }
}
