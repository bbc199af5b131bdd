# The README's steps, in a container: docker build -t concurrency-lab . && docker run -p 8888:8888 concurrency-lab

FROM node:24-bookworm-slim AS tools
RUN apt-get update \
 && apt-get install --yes --no-install-recommends python3 python3-venv \
 && rm --recursive /var/lib/apt/lists/*
WORKDIR /home/node/concurrency-lab
RUN chown node:node .
USER node

FROM tools
COPY --chown=node:node . .
RUN npm run setup
EXPOSE 8888
CMD ["npm", "start", "--", "--ip", "0.0.0.0", "--no-browser"]
