import { Input, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editRole, type listPermissions, listRoles, type Role } from '../../../../../contract/admin.ts'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { homes } from '../../../../../contract/session.ts'
import { call } from '../../../app/client.ts'
import { useLanguage, useTexts } from '../../../app/i18n.ts'
import { asProblem, useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { Conflict } from '../../../ui/Conflict.tsx'
import { classes } from '../../../ui/classes.ts'
import type { ConflictShown } from '../../../ui/conflict.ts'
import { Choice } from '../../../ui/inputs.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { useConflict } from '../../../ui/useConflict.ts'

type Groups = Reply<typeof listPermissions>['groups']
type Draft = Pick<Role, 'zh' | 'en' | 'home' | 'needsCode' | 'permissions'>

const draftOf = ({ zh, en, home, needsCode, permissions }: Role): Draft => ({
  zh,
  en,
  home,
  needsCode,
  permissions,
})
const fields = ['zh', 'en', 'home', 'needsCode'] as const
const changesIn = (role: Role, draft: Draft) =>
  fields.filter((field) => role[field] !== draft[field]).length +
  role.permissions.filter((one) => !draft.permissions.includes(one)).length +
  draft.permissions.filter((one) => !role.permissions.includes(one)).length

const Group = ({
  group,
  draft,
  role,
  onChange,
}: {
  group: Groups[number]
  draft: Draft
  role: Role
  onChange: (permissions: string[]) => void
}) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const { domain: domains } = useTexts('admin')
  const name = (domains as Record<string, string>)[group.domain] ?? group.domain
  const keys = group.permissions.map((one) => one.key)
  const on = keys.filter((key) => draft.permissions.includes(key))
  const others = draft.permissions.filter((one) => !keys.includes(one))
  return (
    <section>
      <h3>
        <Check
          label={t('roles.all', { domain: name })}
          checked={on.length === keys.length}
          some={on.length > 0 && on.length < keys.length}
          onChange={(all) => onChange(all ? [...others, ...keys] : others)}
        />
        {name}
        <em>{t('roles.count', { n: on.length, all: keys.length })}</em>
      </h3>
      {group.permissions.map((one) => {
        const checked = draft.permissions.includes(one.key)
        return (
          // biome-ignore lint/a11y/noLabelWithoutControl: Check is the control inside
          <label
            key={one.key}
            className={classes(checked !== role.permissions.includes(one.key) && 'changed')}
          >
            <Check
              label={say(one)}
              checked={checked}
              onChange={(next) =>
                onChange(
                  next ? [...draft.permissions, one.key] : draft.permissions.filter((key) => key !== one.key),
                )
              }
            />
            {say(one)}
            <span className="mono">{one.key}</span>
          </label>
        )
      })}
    </section>
  )
}

const Particulars = ({ draft, onChange }: { draft: Draft; onChange: (patch: Partial<Draft>) => void }) => {
  const { t } = useTranslation('admin')
  return (
    <div className="f-row c2 ad-form">
      <div className="f">
        <label htmlFor="role-zh">{t('roles.zh')}</label>
        <Input
          id="role-zh"
          value={draft.zh}
          maxLength={40}
          onChange={(event) => onChange({ zh: event.target.value })}
        />
      </div>
      <div className="f">
        <label htmlFor="role-en">{t('roles.en')}</label>
        <Input
          id="role-en"
          value={draft.en}
          maxLength={40}
          onChange={(event) => onChange({ en: event.target.value })}
        />
      </div>
      <div className="f">
        <span>{t('roles.home')}</span>
        <Choice
          value={draft.home}
          onChange={(home) => home && onChange({ home })}
          options={homes.map((value) => ({ value, label: t(`roles.homes.${value}`) }))}
        />
      </div>
      <div className="f">
        <span>{t('roles.needsCode')}</span>
        <span>
          <Switch
            aria-label={t('roles.needsCode')}
            checked={draft.needsCode}
            onChange={(needsCode) => onChange({ needsCode })}
          />
        </span>
      </div>
    </div>
  )
}

/** A role with each permission as a field of its own, so that two people may change different ones. */
type Said = Omit<Draft, 'permissions'> & { may: Record<string, boolean> }
const fieldOf = (permission: string) => permission.replace('.', '/')
const saidOf = ({ permissions, ...words }: Draft): Said => ({
  ...words,
  may: Object.fromEntries(permissions.map((one) => [fieldOf(one), true])),
})
const draftFrom = ({ may, ...words }: Said): Draft => ({
  ...words,
  permissions: Object.keys(may)
    .filter((field) => may[field])
    .map((field) => field.replace('/', '.')),
})
const readNow = async (id: string): Promise<Role | undefined> =>
  (await call(listRoles, {})).items.find((one) => one.id === id)

const useShown = (groups: Groups): ConflictShown<Said>[] => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const known = groups.flatMap((group) => group.permissions)
  const flag = (on: boolean) => t(on ? 'roles.yes' : 'roles.no')
  return [
    { key: 'zh', label: t('roles.zh'), show: ({ zh }) => zh },
    { key: 'en', label: t('roles.en'), show: ({ en }) => en },
    { key: 'home', label: t('roles.home'), show: ({ home }) => t(`roles.homes.${home}`) },
    { key: 'needsCode', label: t('roles.needsCode'), show: ({ needsCode }) => flag(needsCode) },
    ...known.map((one) => ({
      key: `may.${fieldOf(one.key)}`,
      label: say(one),
      show: ({ may }: Said) => flag(may[fieldOf(one.key)] === true),
    })),
  ]
}

/** One role: its names, and every permission by domain. Changes are marked until they are saved together. */
export const RoleMatrix = ({
  role,
  groups,
  onRemove,
}: {
  role: Role
  groups: Groups
  onRemove: () => void
}) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const { user } = useSession()
  const [began, setBegan] = useState(role)
  const [draft, setDraft] = useState(draftOf(role))
  const clash = useConflict({
    began,
    read: async () => (await readNow(role.id)) ?? began,
    valuesOf: (record: Role) => saidOf(draftOf(record)),
    shown: useShown(groups),
  })
  const write = useWrite(editRole, {
    quiet: true,
    refresh: ['/api/roles', '/api/session'],
    done: () => t('roles.saved'),
  })
  const changes = changesIn(began, draft)
  const patch = (some: Partial<Draft>) => setDraft({ ...draft, ...some })
  const goOn = (saved: Role) => {
    clash.restart(saved)
    setBegan(saved)
    setDraft(draftOf(saved))
  }
  // Nothing is being changed here: what somebody else saved may show at once.
  useEffect(() => {
    if (role.version > began.version && changes === 0) goOn(role)
  })
  const save = (wanted: Draft) =>
    clash
      .guard(saidOf(wanted), async ({ version }) =>
        goOn(await write.send({ params: { id: role.id }, body: { version, ...wanted } })),
      )
      .catch((error) => toast({ problem: asProblem(error) }))
  const keepMine = (said: Said) => {
    setDraft(draftFrom(said))
    void save(draftFrom(said))
  }
  const takeTheirs = async () => {
    const now = await readNow(role.id)
    if (now) goOn(now)
  }
  return (
    <>
      <div className="row">
        <h2 className="h16">{say(role)}</h2>
        <span className="mono q">{role.key}</span>
        {role.builtIn && <StateTag look="outline">{t('roles.builtIn')}</StateTag>}
        <span className="grow" />
        {!role.builtIn && role.holders === 0 && (
          <Button look="danger" icon="trash" onClick={onRemove}>
            {t('roles.remove')}
          </Button>
        )}
      </div>
      {user.roleIds.includes(role.id) && <Note>{t('roles.own')}</Note>}
      <Particulars draft={draft} onChange={patch} />
      <Panel title={t('roles.permissions')}>
        <div className="ad-perms">
          {groups.map((group) => (
            <Group
              key={group.domain}
              group={group}
              draft={draft}
              role={began}
              onChange={(permissions) => patch({ permissions })}
            />
          ))}
        </div>
      </Panel>
      {changes > 0 && (
        <div className="ad-foot">
          <Button look="primary" big busy={write.sending} onClick={() => void save(draft)}>
            {t('roles.save')}
          </Button>
          <Button big onClick={() => setDraft(draftOf(began))}>
            {t('roles.undo')}
          </Button>
          <span className="cap">{t('roles.unsaved', { n: changes })}</span>
        </div>
      )}
      <Conflict clash={clash} onKeepMine={keepMine} onTakeTheirs={() => void takeTheirs()} />
    </>
  )
}
