import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Big libraries get chunks of their own, so a release of ours does not make browsers fetch them again. */
const chunkOf = (id: string): string | undefined => {
  if (!id.includes('node_modules')) return undefined
  if (/node_modules\/(echarts|zrender)\//.test(id)) return 'echarts'
  if (/node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs)\//.test(id)) return 'antd'
  return 'vendor'
}

export default defineConfig({
  root: here,
  plugins: [react()],
  server: { port: 5173, proxy: { '/api': { target: 'http://127.0.0.1:8080' } } },
  build: {
    outDir: `${here}dist`,
    emptyOutDir: true,
    // A `data:` font or image would need another CSP source.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1300,
    rollupOptions: { output: { manualChunks: chunkOf } },
  },
})
