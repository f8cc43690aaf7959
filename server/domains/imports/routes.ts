import * as contract from '../../../contract/imports.ts'
import { languageOf } from '../../kernel/http/problems.ts'
import { callerOf } from '../../kernel/http/register.ts'
import { type Raw, type Route, rawRoute, route } from '../../kernel/http/route.ts'
import {
  discardDraft,
  draftImport,
  editImport,
  lookInto,
  startCheck,
  startRun,
  startUndo,
  stopImport,
} from './actions.ts'
import { errorsFile } from './errors-file.ts'
import { discard, receive } from './files/upload.ts'
import { kindShapes, listKept, listPage, listRows, readDetail, readPeople } from './views.ts'

/** `dataDir`: where uploads are kept. */
export const importRoutes = ({ dataDir }: { dataDir: string }): Route[] => [
  route(contract.listImportKinds, 'imports.read', async () => kindShapes()),
  rawRoute(contract.createImport, 'imports.run', (_, raw) => upload(raw, dataDir)),
  route(contract.listImports, 'imports.read', (ctx, { query }) => listPage(ctx, query)),
  route(contract.readImport, 'imports.read', (ctx, { params }) => readDetail(ctx, params.id)),
  route(contract.changeImport, 'imports.run', async (ctx, { params, body }) => {
    await editImport(ctx, params.id, body)
    return readDetail(ctx, params.id)
  }),
  route(contract.discardImport, 'imports.run', (ctx, { params }) => discardDraft(ctx, params.id)),
  route(contract.checkImport, 'imports.run', (ctx, { params }) => startCheck(ctx, params.id)),
  route(contract.runImport, 'imports.run', (ctx, { params }) => startRun(ctx, params.id)),
  route(contract.cancelImport, 'imports.run', (ctx, { params }) => stopImport(ctx, params.id)),
  route(contract.undoImport, 'imports.run', (ctx, { params }) => startUndo(ctx, params.id)),
  route(contract.readImportPeople, 'imports.read', (ctx, { params }) => readPeople(ctx, params.id)),
  route(contract.listImportRows, 'imports.read', (ctx, { params, query }) => listRows(ctx, params.id, query)),
  route(contract.listKeptRows, 'imports.read', (ctx, { params, query }) => listKept(ctx, params.id, query)),
  rawRoute(
    contract.downloadImportErrors,
    'imports.read',
    async ({ params }, { request, reply, identity, transact, now }) => {
      const as = {
        transact: <T>(work: Parameters<typeof transact<T>>[1]) =>
          transact(callerOf(identity, request, now), work),
      }
      const { stream, fileName } = await errorsFile(as, params.id, languageOf(request))
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
      return reply.send(stream) as never
    },
  ),
]

/** The file is on disk before the transaction begins, and goes again when it is not kept. */
async function upload({ request, identity, transact, now }: Raw, dataDir: string) {
  const { fields, ...file } = await receive(request, dataDir)
  try {
    const seen = await lookInto(file.path)
    return await transact(callerOf(identity, request, now), async (ctx) => {
      const id = await draftImport(ctx, { ...file, ...fields }, seen)
      return readDetail(ctx, id)
    })
  } catch (error) {
    await discard(file.path)
    throw error
  }
}
