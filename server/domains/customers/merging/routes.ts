import * as merges from '../../../../contract/customer-merge.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { mergesOf } from './listing.ts'
import { mergeByHand, previewOfMerge, previewOfSplit, previewOfUndo } from './preview.ts'
import { splitPerson } from './split.ts'
import { unmergePeople } from './unmerge.ts'

export const mergeRoutes: Route[] = [
  route(merges.listMerges, 'customers.read', (ctx, { query }) => mergesOf(ctx, query)),
  route(merges.mergeCustomers, 'customers.merge', (ctx, { body }) => mergeByHand(ctx, body)),
  route(merges.previewMerge, 'customers.merge', (ctx, { body }) => previewOfMerge(ctx, body)),
  route(merges.undoMerge, 'customers.merge', (ctx, { params, body }) =>
    unmergePeople(ctx, params.id, body.reason),
  ),
  route(merges.previewUndo, 'customers.merge', (ctx, { params }) => previewOfUndo(ctx, params.id)),
  route(merges.splitCustomer, 'customers.split', (ctx, { params, body }) =>
    splitPerson(ctx, params.id, body),
  ),
  route(merges.previewSplit, 'customers.split', (ctx, { params, body }) =>
    previewOfSplit(ctx, params.id, body),
  ),
]
