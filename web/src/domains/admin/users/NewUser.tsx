import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { createUser } from '../../../../../contract/admin.ts'
import type { Reply, Sent } from '../../../../../contract/endpoint.ts'
import { useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Field, useForm } from '../../../ui/Form.tsx'
import { FormDrawer } from '../../../ui/SideDrawer.tsx'
import { UserFields } from './UserFields.tsx'
import { useNodes } from './useNodes.ts'

type Body = Sent<typeof createUser>['body']

export const NewUser = ({
  onClose,
  onMade,
}: {
  onClose: () => void
  onMade: (made: Reply<typeof createUser>) => void
}) => {
  const { t } = useTranslation('admin')
  const { node, scope } = useSession()
  const write = useWrite(createUser, {
    quiet: true,
    onDone: (made) => {
      onClose()
      onMade(made)
    },
  })
  const use = useForm<Body>(({ phone, email, ...body }) =>
    write.send({
      body: { ...body, roleIds: body.roleIds ?? [], ...(phone && { phone }), ...(email && { email }) },
    }),
  )
  return (
    <FormDrawer
      use={use}
      title={t('users.createTitle')}
      onClose={onClose}
      submitLabel={t('users.createSubmit')}
      initial={{ language: 'zh-CN', ...(scope === 'dealer' ? { nodeId: node.id } : {}) }}
    >
      <Field name="login" label={t('users.login')} hint={t('users.loginHint')} required>
        <Input autoFocus maxLength={120} autoCapitalize="none" spellCheck={false} />
      </Field>
      <UserFields nodes={useNodes()} />
    </FormDrawer>
  )
}
