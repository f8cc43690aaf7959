import { Switch } from 'antd'
import { useCan, useSession } from '../../app/session.tsx'
import { Field } from '../../ui/Form.tsx'

/** Whether colleagues of the node and below see it; for who may share at all. `hint` gets the node's name. */
export const Shared = ({ label, hint }: { label: string; hint: (node: string) => string }) => {
  const { node } = useSession()
  if (!useCan('admin.views')) return null
  return (
    <Field name="shared" label={label} hint={hint(node.name)} valueName="checked">
      <Switch />
    </Field>
  )
}
