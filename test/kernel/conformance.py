"""The public conformance suite for Jupyter kernels, with every sample that it offers filled in."""

import unittest

import jupyter_kernel_test


class KernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [{"text": "Atomics.wai", "matches": {"wait", "waitAsync"}}]
    complete_code_samples = ["1", "const x = { a: 1 };", "function f() { return 1; }"]
    incomplete_code_samples = ["const x = {", "`unfinished", "/* unfinished", "f(1,"]
    invalid_code_samples = ["const = 1", "1 + )", "import"]
    code_page_something = "Atomics?"
    code_generate_error = "throw new Error('boom')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2].map((n) => n + 1)", "result": "[ 2, 3 ]"},
        {"code": "await Promise.resolve('text')", "result": "text"},
    ]
    code_display_data = [
        {
            "code": "import { display } from 'tslab'; display.html('<b>bold</b>')",
            "mime": "text/html",
        }
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ?*7"
    code_inspect_sample = "Atomics"
    code_clear_output = "console.clear()"


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
