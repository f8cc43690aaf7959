import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { useEffect } from 'react'
import { Asks } from '../ui/Dialog.tsx'
import { Toasts } from '../ui/Toast.tsx'
import { useAppearance } from './appearance.ts'
import { useLanguage } from './i18n.ts'
import { cache } from './query.ts'
import { router } from './router.tsx'
import { look } from './theme.ts'

// Node's rules type antd's files as CommonJS, Vite serves them as modules: either shape may arrive.
type Either<T> = T | { default: T }
const plain = <T extends object>(given: Either<T>): T => ('default' in given ? given.default : given)

const looks = { light: look('light'), dark: look('dark') }

export const Root = () => {
  const { mode } = useAppearance()
  const { language } = useLanguage()
  useEffect(() => {
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  }, [language])
  return (
    <QueryClientProvider client={cache}>
      <ConfigProvider
        theme={looks[mode]}
        locale={plain(language === 'en' ? enUS : zhCN)}
        wave={{ disabled: true }}
      >
        <RouterProvider router={router} />
        <Toasts />
        <Asks />
      </ConfigProvider>
    </QueryClientProvider>
  )
}
