import { describe, expect, test } from 'vitest'
import { codeOf } from '../../../contract/problem.ts'
import { demoLogins, openSession, type Session, sessionProblems } from '../../../contract/session.ts'
import { urlOf } from './client.ts'
import { activeKey, homeOf, navigationFor, phoneTabsFor } from './navigation.ts'
import { paths } from './paths.ts'
import { patched } from './query.ts'
import { pathsOf } from './stream.ts'

const session = (home: Session['home'], permissions: string[]): Session => ({
  user: { id: '1', name: '裴静', login: 'pei@demo', language: 'zh-CN', roleIds: [] },
  roles: [],
  home,
  node: { id: '2', name: '杭州之江环路店', kind: 'dealer' },
  scope: 'dealer',
  brands: [],
  permissions,
  demo: true,
  mustChange: false,
  mustEnrol: false,
  density: 'compact',
  expiresAt: '2026-11-22T18:00:00Z',
})

describe('navigation', () => {
  test('shows nothing without its permission, and no empty group', () => {
    expect(navigationFor(session('dealer', []))).toEqual([])
    expect(navigationFor(session('dealer', ['sales.read'])).map((group) => group.key)).toEqual(['sales'])
  })
  test('starts at home, or at the first screen there is', () => {
    expect(homeOf(session('dealer', []))).toBeUndefined()
    expect(homeOf(session('dealer', ['leads.read', 'sales.read']))).toBe('/today')
    expect(homeOf(session('head-office', ['customers.read']))).toBe('/customers')
  })
  test('marks the item whose search fits best', () => {
    const groups = navigationFor(session('dealer', ['leads.read']))
    expect(activeKey(groups, '/leads', '?grade=H')).toBe('leads')
    expect(activeKey(groups, '/leads', '?view=kanban&grade=H')).toBe('kanban')
    expect(activeKey(groups, '/leads/0192', '')).toBe('leads')
    expect(activeKey(groups, '/leadsome', '')).toBeUndefined()
  })
  test('fills the phone tabs with what there is, four at most', () => {
    expect(phoneTabsFor(session('dealer', ['leads.read', 'leads.pool'])).map((tab) => tab.key)).toEqual([
      'today',
      'leads',
      'kanban',
      'pool',
    ])
  })
})

describe('addresses', () => {
  test('escape what is put into them', () => {
    expect(paths.lead('a/b')).toBe('/leads/a%2Fb')
    expect(paths.leads({ grade: ['H', 'A'], q: undefined })).toBe('/leads?grade=H&grade=A')
    expect(paths.signIn('/leads?grade=H')).toBe('/sign-in?next=%2Fleads%3Fgrade%3DH')
  })
  test('of the API leave out what is empty', () => {
    expect(urlOf(demoLogins)).toBe('/api/session/demo')
    expect(
      urlOf(
        { ...openSession, path: '/api/leads/:id' },
        { params: { id: 'x y' }, query: { grade: ['H'], after: undefined, q: '' } },
      ),
    ).toBe('/api/leads/x%20y?grade=H')
  })
})

describe('an optimistic change', () => {
  const patch = { path: '/api/leads', id: '1', set: { next: 'call' } }
  test('reaches pages, lists and single reads', () => {
    const row = { id: '1', next: '' }
    const other = { id: '2', next: '' }
    expect(patched({ pages: [{ items: [row, other], next: null }], pageParams: [] }, patch)).toMatchObject({
      pages: [{ items: [{ next: 'call' }, { next: '' }] }],
    })
    expect(patched(row, patch)).toEqual({ id: '1', next: 'call' })
    expect(patched(other, patch)).toEqual(other)
  })
  test('takes a row out of lists', () => {
    expect(patched({ items: [{ id: '1' }, { id: '2' }], next: null }, { ...patch, set: null })).toEqual({
      items: [{ id: '2' }],
      next: null,
    })
  })
})

test('an event makes its domain and its subject stale', () => {
  expect(pathsOf({ type: 'leads.dispatched', subject: 'leads/1' })).toEqual(['/api/leads'])
  expect(pathsOf({ type: 'sales.delivered', subject: 'customers/1' })).toEqual([
    '/api/sales',
    '/api/customers',
  ])
})

test('a refusal is known by the words of the contract', () => {
  expect(codeOf(sessionProblems.codeNeeded)).toBe('enter-the-one-time-code')
  expect(codeOf(sessionProblems.locked)).toBe('too-many-attempts-try-again-in-min')
})
