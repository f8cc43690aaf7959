import { z } from 'zod'
import { endpoint, id, idParams, instant, page, pageQuery, several, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const importKinds = [
  'network',
  'catalogue',
  'campaigns',
  'spend',
  'staff',
  'customers',
  'leads',
  'orders',
  'deliveries',
  'repair-orders',
  'calls',
  'daily-counts',
  'web-events',
  'web-carts',
  'market-sizes',
  'ties',
  'plans',
] as const
export type ImportKind = (typeof importKinds)[number]

export const importStates = [
  'draft',
  'checking',
  'checked',
  'running',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof importStates)[number]

/** What becomes of a row. Conflicts are rows too: they are written or not as the options say. */
export const outcomes = ['create', 'update', 'unchanged', 'conflict', 'invalid'] as const
export type Outcome = (typeof outcomes)[number]

const words = z.object({ zh: z.string(), en: z.string() })

/** Column of the file (from 0) -> field of the kind; a column that is not named goes nowhere but stays in the source record. */
export const mapping = z.record(z.string().regex(/^\d{1,3}$/), z.string().max(60))
export type Mapping = z.infer<typeof mapping>

export const matchKeys = [
  'resident-id',
  'credit-code',
  'phone',
  'email',
  'open-id',
  'external',
  'vin',
  'plate',
] as const
export type MatchKey = (typeof matchKeys)[number]

export const importOptions = z.strictObject({
  /** Identifiers people are recognised by. */
  matchOn: z.array(z.enum(matchKeys)).max(matchKeys.length).optional(),
  /** An empty cell keeps what Ringroad has, or clears it. */
  empty: z.enum(['keep', 'clear']).default('keep'),
  /** Where file and Ringroad say different things. */
  conflict: z.enum(['ours', 'theirs']).default('ours'),
  /** The same question answered for one field. */
  conflictByField: z.record(z.string().max(60), z.enum(['ours', 'theirs'])).default({}),
  /** A value that cannot be read leaves the row out, or only itself. */
  unreadable: z.enum(['row', 'value']).default('row'),
  /** The dealer the file belongs to, by code, when no column says so. */
  dealerCode: z.string().trim().max(40).optional(),
  /** The brand the file belongs to, by code, when no column says so. */
  brandCode: z.string().trim().max(40).optional(),
})
export type ImportOptions = z.output<typeof importOptions>

const count = z.int().min(0)
export const importCounts = z.object({
  rows: count,
  create: count,
  update: count,
  unchanged: count,
  conflict: count,
  invalid: count,
  /** Values left out of rows that were read all the same. */
  warnings: count,
  /** Rows with a problem, by field and code, the most frequent first. */
  problems: z.array(z.object({ field: z.string(), code: z.string(), rows: count, message: words })).max(50),
  /** Conflicting fields and how many rows differ in them. */
  conflicts: z.array(z.object({ field: z.string(), rows: count })).max(50),
  /** What the run made and changed, by register. */
  written: z.record(z.string(), z.object({ created: count, updated: count })).optional(),
  seconds: z.number().optional(),
})
export type ImportCounts = z.infer<typeof importCounts>

export const importColumn = z.object({
  column: z.int(),
  header: z.string(),
  /** First values of the column; phones and ID numbers masked. */
  values: z.array(z.string()),
  field: z.string().nullable(),
  /** How sure the suggestion is, 0 to 100. */
  sure: z.int(),
  /** Why: the header's name, the values' shape, or how this source was mapped before. */
  because: z.enum(['header', 'values', 'saved', 'none']),
  empty: z.boolean(),
})
export type ImportColumn = z.infer<typeof importColumn>

export const importItem = z.object({
  id,
  kind: z.enum(importKinds),
  fileName: z.string(),
  fileBytes: z.int(),
  source: z.string(),
  state: z.enum(importStates),
  rowDone: z.int(),
  rowTotal: z.int().nullable(),
  counts: importCounts.nullable(),
  jobId: id.nullable(),
  createdBy: z.object({ id, name: z.string() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  undoUntil: instant.nullable(),
  error: z.string().nullable(),
  version: z.int(),
})
export type ImportItem = z.infer<typeof importItem>

export const importDetail = importItem.extend({
  format: z.enum(['csv', 'xlsx', 'jsonl', 'adf']),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  columns: z.array(importColumn),
  mapping,
  options: importOptions,
  /** What the last dry run counted; null since the mapping or an option changed. */
  checked: importCounts.nullable(),
  /** Required fields no column goes to: the run waits for them. */
  missing: z.array(words.extend({ field: z.string() })),
  /** Mappings saved for this kind, newest first. */
  saved: z.array(z.object({ source: z.string(), updatedAt: instant })),
  /** Rows a run has still to do. */
  kept: z.int(),
})
export type ImportDetail = z.infer<typeof importDetail>

export const importField = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  register: z.string(),
  required: z.boolean(),
  matchKey: z.boolean(),
})
export const importKindShape = z.object({
  kind: z.enum(importKinds),
  zh: z.string(),
  en: z.string(),
  fields: z.array(importField),
})

export const listImportKinds = endpoint({
  method: 'GET',
  path: '/api/imports/kinds',
  summary: { zh: '可以导入什么，各有哪些字段', en: 'What can be imported, with the fields of each kind' },
  reply: z.object({ items: z.array(importKindShape) }),
})
export const createImport = endpoint({
  method: 'POST',
  path: '/api/imports',
  summary: {
    zh: '上传文件（multipart：kind 与 source 可选，随后是 file；不超过 4 GiB）',
    en: 'Upload a file (multipart: optional kind and source, then file; at most 4 GiB)',
  },
  accepts: 'multipart/form-data',
  reply: importDetail,
  status: 201,
})
export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  summary: { zh: '导入列表', en: 'Imports' },
  query: z.strictObject({
    ...pageQuery,
    state: several(z.enum(importStates)),
    kind: several(z.enum(importKinds)),
  }),
  reply: page(importItem),
})
export const readImport = endpoint({
  method: 'GET',
  path: '/api/imports/:id',
  summary: { zh: '一次导入', en: 'One import' },
  params: idParams,
  reply: importDetail,
})
export const changeImport = endpoint({
  method: 'PATCH',
  path: '/api/imports/:id',
  summary: { zh: '修改列对应与选项', en: 'Change mapping and options' },
  params: idParams,
  body: z.strictObject({
    kind: z.enum(importKinds).optional(),
    source: text(80).optional(),
    mapping: mapping.optional(),
    options: importOptions.partial().optional(),
    /** Takes over the mapping saved for this source. */
    useSaved: text(80).optional(),
    version: z.int().optional(),
  }),
  reply: importDetail,
})
export const discardImport = endpoint({
  method: 'DELETE',
  path: '/api/imports/:id',
  summary: { zh: '丢弃未运行的导入及其文件', en: 'Discard an import that never ran, and its file' },
  params: idParams,
})
export const checkImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/check',
  summary: { zh: '试运行：只计数，不写入', en: 'Dry run: counts, writes nothing' },
  params: idParams,
  reply: z.object({ jobId: id }),
  status: 202,
})
export const runImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/run',
  summary: { zh: '运行，或从停下处继续', en: 'Run, or go on where it stopped' },
  params: idParams,
  reply: z.object({ jobId: id }),
  status: 202,
})
export const cancelImport = endpoint({
  method: 'DELETE',
  path: '/api/imports/:id/run',
  summary: { zh: '停止正在进行的试运行、运行或撤销', en: 'Stop the dry run, run or undo that is under way' },
  params: idParams,
})
export const undoImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/undo',
  summary: { zh: '撤销整次导入，包括更新', en: 'Take the whole import back, updates included' },
  params: idParams,
  reply: z.object({ jobId: id }),
  status: 202,
})
export const importRow = z.object({
  rowNumber: z.int(),
  outcome: z.enum(outcomes),
  subjectId: id.nullable(),
  cells: z.array(z.string()),
  differences: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  problems: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
})
/** As of now, after every merge since. `made` = `fresh` + `turnedKnown` + `turnedOne`. */
const importPeople = z.object({
  /** Source records of the import that belong to somebody. */
  records: count,
  /** Whom they belong to, each once. */
  people: count,
  /** Customers the import began, recognised by nothing when they came. */
  made: count,
  /** People nobody knew before. */
  fresh: count,
  /** Of those begun: turned out to be somebody known before, by matching or by hand. */
  turnedKnown: count,
  /** Of those begun: turned out to be one with another of this import. */
  turnedOne: count,
  /** People who wait to be reviewed with somebody else. */
  waiting: count,
})
export type ImportPeople = z.infer<typeof importPeople>
export const readImportPeople = endpoint({
  method: 'GET',
  path: '/api/imports/:id/people',
  summary: {
    zh: '这次导入到底带来多少人（含之后的合并）',
    en: 'How many people an import really brought, merges since included',
  },
  params: idParams,
  reply: importPeople,
})
export const listImportRows = endpoint({
  method: 'GET',
  path: '/api/imports/:id/rows',
  summary: {
    zh: '按结果查看各行（每种结果保留前 500 行）',
    en: 'Rows by outcome (the first 500 of each are kept)',
  },
  params: idParams,
  query: z.strictObject({ ...pageQuery, outcome: z.enum(outcomes) }),
  reply: page(importRow),
})
export const listKeptRows = endpoint({
  method: 'GET',
  path: '/api/imports/:id/kept',
  summary: { zh: '撤销时保留的记录及原因', en: 'Records the undo left standing, and why' },
  params: idParams,
  query: z.strictObject(pageQuery),
  reply: page(
    z.object({ table: z.string(), key: z.string(), reason: z.enum(['changed', 'used', 'belongs']) }),
  ),
})
export const downloadImportErrors = endpoint({
  method: 'GET',
  path: '/api/imports/:id/errors',
  summary: {
    zh: '错误文件：原始行加行号、字段与原因',
    en: 'Error file: the original rows with row number, field and reason',
  },
  params: idParams,
  produces: 'text/csv',
})

export const importProblems = {
  notMultipart: {
    status: 422,
    zh: '请以 multipart/form-data 上传一个文件',
    en: 'Upload one file as multipart/form-data',
  },
  noFile: { status: 422, zh: '没有收到文件', en: 'No file arrived' },
  empty: { status: 422, zh: '文件是空的', en: 'The file is empty' },
  notTable: {
    status: 422,
    zh: '不是 CSV、Excel、JSON Lines 或 ADF 文件；请另存为其中一种',
    en: 'Not a CSV, Excel, JSON Lines or ADF file; save it as one of these',
  },
  badEncoding: {
    status: 422,
    zh: '文字编码无法识别；请另存为 UTF-8',
    en: 'The text encoding is not known; save it as UTF-8',
  },
  tooManyColumns: { status: 422, zh: '超过 200 列', en: 'More than 200 columns' },
  tooLarge: { status: 413, zh: '文件超过 4 GiB；请分成几份', en: 'The file is over 4 GiB; split it' },
  busy: {
    status: 409,
    zh: '正在进行，请先停止或等待完成',
    en: 'It is under way; stop it or wait for the end',
  },
  wrongState: {
    status: 409,
    zh: '此状态（{state}）下不能这样做',
    en: 'Not possible in this state ({state})',
  },
  unmapped: {
    status: 422,
    zh: '这些必填字段还没有对应的列：{fields}',
    en: 'No column goes to these required fields yet: {fields}',
  },
  unknownField: { status: 422, zh: '没有这个字段：{field}', en: 'There is no such field: {field}' },
  twice: { status: 422, zh: '两列都对应到 {field}', en: 'Two columns go to {field}' },
  fileGone: { status: 410, zh: '原文件已删除，不能再运行', en: 'The file was deleted; it cannot run again' },
  undoOver: { status: 409, zh: '超过 30 天，不能再撤销', en: 'Over 30 days old; it cannot be taken back' },
  noDealer: {
    status: 422,
    zh: '没有编码为 {code} 的经销商，或不在你的范围内',
    en: 'No dealer with the code {code} within your scope',
  },
  foreignDealer: { status: 403, zh: '只能导入到本店', en: 'You can import into your own dealer only' },
  kindNotYours: {
    status: 403,
    zh: '这类文件只有总部可以导入',
    en: 'Only head office imports this kind of file',
  },
} satisfies Record<string, Refusal>
