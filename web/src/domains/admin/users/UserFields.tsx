import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { listRoles } from '../../../../../contract/admin.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useRead } from '../../../app/query.ts'
import { Field, FieldRow } from '../../../ui/Form.tsx'
import { Choice, Choices } from '../../../ui/inputs.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import type { Nodes } from './useNodes.ts'

type Known = { roles: { id: string; zh: string; en: string }[] }
type Props = { nodes: Nodes; known?: Known; own?: boolean }

/** What a new user and an old one share. `own`: one's rights and place are somebody else's to change. */
export const UserFields = ({ nodes, known, own = false }: Props) => {
  const { t } = useTranslation(['admin', 'app'])
  const { say } = useLanguage()
  const roles = useRead(listRoles, {}).data?.items ?? []
  const held = known?.roles.map((role) => role.id) ?? []
  const options = roles
    .filter((role) => role.assignable || held.includes(role.id))
    .map((role) => ({ value: role.id, label: say(role) }))
  return (
    <>
      <Field name="name" label={t('users.name')} required>
        <Input maxLength={60} />
      </Field>
      {!own && (
        <>
          <Field name="nodeId" label={t('users.node')} required>
            <Choice options={nodes.options} onSearch={nodes.onSearch} loading={nodes.loading} />
          </Field>
          <Field name="roleIds" label={t('users.roles')} hint={t('users.rolesHint')}>
            <Choices options={options} />
          </Field>
        </>
      )}
      <FieldRow>
        <Field name="phone" label={t('users.phone')}>
          <Input maxLength={40} inputMode="tel" />
        </Field>
        <Field name="email" label={t('users.email')}>
          <Input maxLength={120} inputMode="email" />
        </Field>
      </FieldRow>
      <Field name="language" label={t('users.language')}>
        <Segment
          options={[
            { value: 'zh-CN', label: t('app:language.zh') },
            { value: 'en', label: t('app:language.en') },
          ]}
        />
      </Field>
    </>
  )
}
