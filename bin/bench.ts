// npm run bench: the figures of bench/results.md, on this machine, beside what the engine alone does in the same run.
import { parseArgs } from 'node:util'
import { bench, sections } from '../bench/run.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    customers: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '15' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(`npm run bench -- [${sections.join('] [')}] [--customers 1000000] [--seconds 15]

import  a customer file through the product, beside COPY of the same rows
search  search as you type over those customers, as head office and as a dealer
read    one customer over HTTP, 32 connections
intake  leads over HTTP at a fixed rate and as fast as they come, beside the same inserts alone
scroll  lists of 100,000 rows by wheel in a real browser: frame times, and how much is in the page
insights purchase models, baskets and attribution; with BENCH_PYTHON beside their peers in the same run`)
  process.exit(0)
}
await bench({
  only: positionals.length ? positionals : sections,
  customers: Number(values.customers),
  seconds: Number(values.seconds),
})
process.exit(0)
