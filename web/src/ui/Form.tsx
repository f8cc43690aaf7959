import { Form as AntForm, type FormInstance } from 'antd'
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { ProblemError } from '../app/client.ts'
import { useTexts } from '../app/i18n.ts'
import { asProblem } from '../app/query.ts'
import { classes } from './classes.ts'
import { fill } from './fill.ts'
import { Problem } from './Problem.tsx'

export type FormValues = object
const FormName = createContext('')

const pathOf = (name: string) => name.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** Refused fields go to their inputs; what fits none is returned for the top of the form. */
const spread = (form: FormInstance, error: ProblemError): ProblemError | undefined => {
  const errors = error.problem.errors ?? []
  const names = Object.keys(form.getFieldsValue(true) as object)
  const registered = (field: string) =>
    names.includes(field.split('.')[0] ?? '') || form.getFieldInstance(pathOf(field)) !== undefined
  const mine = errors.filter((one) => registered(one.field.replace(/^body\./, '')))
  form.setFields(
    mine.map((one) => ({ name: pathOf(one.field.replace(/^body\./, '')), errors: [one.message] })),
  )
  if (mine[0]) form.scrollToField(pathOf(mine[0].field.replace(/^body\./, '')), { focus: true })
  return errors.length > 0 && mine.length === errors.length ? undefined : error
}

export type HouseForm<V extends FormValues> = {
  form: FormInstance<V>
  name: string
  sending: boolean
  problem: ProblemError | undefined
  submit: () => void
  /** Puts these values in and submits: after a conflict was settled. */
  resend: (values: V) => void
  touched: () => boolean
}

/** State of one form. `send` throws `ProblemError`; its field errors land on the fields. */
export const useForm = <V extends FormValues>(
  send: (values: V) => Promise<unknown>,
): HouseForm<V> & { finish: (values: V) => Promise<void> } => {
  const [form] = AntForm.useForm<V>()
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()
  const name = useId().replace(/\W/g, '')
  const finish = async (values: V) => {
    setSending(true)
    setProblem(undefined)
    try {
      await send(values)
    } catch (error) {
      const refused = asProblem(error)
      setProblem(refused && spread(form as FormInstance, refused))
      if (!(error instanceof ProblemError)) throw error
    } finally {
      setSending(false)
    }
  }
  const resend = (values: V) => {
    // What the other person emptied has to become empty here too: every box is set, also to nothing.
    const boxes = Object.keys(form.getFieldsValue(true) as object).map((key) => [key, undefined])
    form.setFieldsValue({ ...Object.fromEntries(boxes), ...values })
    form.submit()
  }
  return {
    form,
    name,
    sending,
    problem,
    finish,
    submit: form.submit,
    resend,
    touched: () => form.isFieldsTouched(),
  }
}

export type FormProps<V extends FormValues> = {
  use: ReturnType<typeof useForm<V>>
  initial?: Partial<V>
  onChange?: (values: V) => void
  children: ReactNode
}

/** At the top of the form, and brought into sight: on a phone the button that was refused is far below. */
const Refusal = ({ problem }: { problem: ProblemError }) => {
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) top.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  return (
    <div ref={top}>
      <Problem problem={problem} />
    </div>
  )
}

/** `const use = useForm<Body>(write.send)`, then `<Form use={use} initial={…}>` with `Field`s. */
export const Form = <V extends FormValues>({ use, initial, onChange, children }: FormProps<V>) => (
  <FormName value={use.name}>
    <AntForm<V>
      form={use.form}
      name={use.name}
      className="form"
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
      {...(initial ? { initialValues: initial } : {})}
      onFinish={(values) => void use.finish(values)}
      onValuesChange={(_changed, values) => onChange?.(values as V)}
    >
      {use.problem && <Refusal problem={use.problem} />}
      {children}
    </AntForm>
  </FormName>
)

export type FieldProps = {
  /** The body's property; `next.on` for a nested one. */
  name: string
  label: string
  required?: boolean
  /** Grey words after the label. */
  hint?: string
  /** A refusal before sending; the server's own come by themselves. */
  check?: (value: unknown) => string | undefined
  /** One control taking `value` and `onChange`. */
  children: ReactElement
  /** For `Switch` and `Checkbox`. */
  valueName?: 'value' | 'checked'
}

const isBlank = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

export const Field = ({
  name,
  label,
  required = false,
  hint,
  check,
  children,
  valueName = 'value',
}: FieldProps) => {
  const { form: words } = useTexts('ui')
  const formName = useContext(FormName)
  const value: unknown = AntForm.useWatch(pathOf(name))
  const id = `${formName}_${pathOf(name).join('_')}`
  return (
    <div className={classes('f', required && 'must', required && isBlank(value) && 'blank')}>
      <label id={`${id}-label`} htmlFor={id} data-must={required ? words.required : undefined}>
        {label}
        {hint && <span className="q">{hint}</span>}
      </label>
      <AntForm.Item
        name={pathOf(name)}
        valuePropName={valueName}
        validateTrigger="onBlur"
        rules={[
          { required, message: fill(words.missing, { name: label }) },
          {
            validator: (_rule, given: unknown) =>
              ((refused) => (refused ? Promise.reject(new Error(refused)) : Promise.resolve()))(
                check?.(given),
              ),
          },
        ]}
      >
        {children}
      </AntForm.Item>
    </div>
  )
}

/** Two or three fields side by side. */
export const FieldRow = ({ children, columns = 2 }: { children: ReactNode; columns?: 2 | 3 }) => (
  <div className={`f-row c${columns}`}>{children}</div>
)

/** The current value of a field, inside a `Form`. */
export const useFieldValue = (name: string): unknown => AntForm.useWatch(pathOf(name))

/** Changes another field, inside a `Form`. */
export const useSetField = () => {
  const form = AntForm.useFormInstance()
  return (name: string, value: unknown) => form.setFieldValue(pathOf(name), value)
}
