FROM node:20-bookworm-slim AS build
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --engine-strict=false
COPY . .
RUN npm run build && npm prune --omit=dev --engine-strict=false

FROM node:20-bookworm-slim
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends chromium && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/config ./config
COPY --from=build /app/rules ./rules
RUN mkdir data && chown node:node data
USER node
ENV NODE_ENV=production
ENTRYPOINT ["node"]
CMD ["dist/workers/web.js"]
