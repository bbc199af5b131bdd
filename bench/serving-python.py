"""What serving.bench.ts compares with: the document's service (reflection question 7), on aiohttp.

Its batch aggregator, rate limiter and time-out are the document's own, with the digits classifier,
as ONNX, in place of its torch model. Prints its address.
"""

import asyncio
import resource
import sys

import numpy as np
import onnxruntime
from aiohttp import web


class InferenceService:
    def __init__(self, model_path, batch_timeout=0.05, max_batch_size=32):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.model = onnxruntime.InferenceSession(model_path, options)
        self.input_name = self.model.get_inputs()[0].name
        self.batch_timeout = batch_timeout
        self.max_batch_size = max_batch_size
        self.request_queue = asyncio.Queue()
        self.rate_limiter = asyncio.Semaphore(1000)

    async def handle_request(self, request):
        async with self.rate_limiter:
            data = await request.json()
            if not ("input" in data and isinstance(data["input"], list)):
                return web.json_response({"error": "Invalid input"}, status=400)
            future = asyncio.Future()
            await self.request_queue.put((data["input"], future))
            try:
                return web.json_response(await asyncio.wait_for(future, timeout=5.0))
            except asyncio.TimeoutError:
                return web.json_response({"error": "Request timeout"}, status=504)

    async def batch_processor(self):
        pending = []
        while True:
            while len(pending) < self.max_batch_size:
                try:
                    pending.append(
                        await asyncio.wait_for(self.request_queue.get(), timeout=self.batch_timeout)
                    )
                except asyncio.TimeoutError:
                    break
            if pending:
                await self.process_batch(pending)
                pending = []

    async def process_batch(self, requests):
        try:
            inputs = [data for data, _ in requests]
            loop = asyncio.get_event_loop()
            predictions = await loop.run_in_executor(None, self.infer, inputs)
            for (_, future), label in zip(requests, predictions):
                if not future.done():
                    future.set_result({"prediction": label, "model_version": "1.0.0"})
        except Exception as error:
            for _, future in requests:
                if not future.done():
                    future.set_exception(error)

    def infer(self, inputs):
        labels, _ = self.model.run(None, {self.input_name: np.array(inputs, dtype=np.float32)})
        return labels.tolist()


async def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    service = InferenceService(sys.argv[1])
    app = web.Application()
    app.router.add_post("/predict", service.handle_request)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)
    await service.batch_processor()


asyncio.run(main())
