import { Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  createRole,
  listPermissions,
  listRoles,
  type Role,
  removeRole,
} from '../../../../../contract/admin.ts'
import { homes } from '../../../../../contract/session.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Field, FieldRow, useForm } from '../../../ui/Form.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { FormDrawer } from '../../../ui/SideDrawer.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { type Tab, Tabs } from '../Tabs.tsx'
import { RoleMatrix } from './RoleMatrix.tsx'

type NewRole = { key: string; zh: string; en: string; home: Role['home']; needsCode?: boolean }

const RoleDrawer = ({ onClose, onMade }: { onClose: () => void; onMade: (role: Role) => void }) => {
  const { t } = useTranslation('admin')
  const write = useWrite(createRole, { quiet: true, onDone: onMade })
  const use = useForm<NewRole>((values) =>
    write.send({ body: { ...values, needsCode: values.needsCode ?? false, permissions: [] } }),
  )
  return (
    <FormDrawer use={use} title={t('roles.create')} onClose={onClose} initial={{ home: 'head-office' }}>
      <Field name="key" label={t('roles.key')} hint={t('roles.keyHint')} required>
        <Input autoFocus maxLength={40} className="mono" />
      </Field>
      <FieldRow>
        <Field name="zh" label={t('roles.zh')} required>
          <Input maxLength={40} />
        </Field>
        <Field name="en" label={t('roles.en')} required>
          <Input maxLength={40} />
        </Field>
      </FieldRow>
      <Field name="home" label={t('roles.home')} required>
        <Choice options={homes.map((value) => ({ value, label: t(`roles.homes.${value}`) }))} />
      </Field>
      <Field name="needsCode" label={t('roles.needsCode')} valueName="checked">
        <Switch />
      </Field>
    </FormDrawer>
  )
}

/** Roles at the left, what the chosen one may do at the right. */
export const RoleEditor = ({ tabs }: { tabs: Tab[] }) => {
  const { t } = useTranslation('admin')
  const { say } = useLanguage()
  const { one, set } = useSearch()
  const roles = useRead(listRoles, {})
  const known = useRead(listPermissions, {}, { staleSeconds: 600 })
  const [making, setMaking] = useState(false)
  const remove = useWrite(removeRole, {
    done: () => t('roles.removed'),
    onDone: () => set({ role: undefined }, true),
  })
  const items = roles.data?.items ?? []
  const chosen = items.find((role) => role.id === one('role')) ?? items[0]
  const drop = async (role: Role) => {
    if (await ask({ title: t('roles.removeAsk', { name: say(role) }), danger: true }))
      await remove.send({ params: { id: role.id } }).catch(() => {})
  }
  const problem = roles.problem ?? known.problem
  return (
    <>
      <Tabs
        tabs={tabs}
        value="roles"
        end={
          <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
            {t('roles.create')}
          </Button>
        }
      />
      <div className="ad-body">
        <nav className="ad-list" aria-label={t('roles.tab')}>
          {items.map((role) => (
            <button
              key={role.id}
              type="button"
              className={classes(role.id === chosen?.id && 'on')}
              aria-pressed={role.id === chosen?.id}
              onClick={() => set({ role: role.id }, true)}
            >
              <span className="cut">{say(role)}</span>
              <em>{t('roles.holders', { n: role.holders })}</em>
            </button>
          ))}
        </nav>
        <div className="ad-scroll">
          {problem && <Problem problem={problem} onRetry={roles.reload} />}
          {chosen && known.data && (
            <RoleMatrix
              key={chosen.id}
              role={chosen}
              groups={known.data.groups}
              onRemove={() => void drop(chosen)}
            />
          )}
        </div>
        {making && (
          <RoleDrawer
            onClose={() => setMaking(false)}
            onMade={(role) => {
              setMaking(false)
              set({ role: role.id }, true)
            }}
          />
        )}
      </div>
    </>
  )
}
