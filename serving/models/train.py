"""Trains the two versions of the digits classifier, and measures them.

    python3 -m venv .cache/train
    .cache/train/bin/pip install -r serving/models/requirements.txt
    .cache/train/bin/python serving/models/train.py && npm run format

Reads nothing from the network: the 1,797 digits of 8×8 pixels come with scikit-learn. Each is
pooled to 4×4 means from 0 to 1, in rows: 16 floats. Writes digits-v1.onnx, digits-v2.onnx,
models.json (what was measured) and test-samples.json (the digits that were held out, by which
test/serving/models.test.ts measures again), all beside this file.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import skl2onnx
import sklearn
from sklearn.datasets import load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

HERE = Path(__file__).parent
SEED = 7
VERSIONS = {"1.0.0": ("digits-v1.onnx", 64), "2.0.0": ("digits-v2.onnx", 416)}


def main():
    digits = load_digits()
    pooled = digits.images.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)) / 16
    inputs = pooled.reshape(-1, 16).astype(np.float32)
    train, test, train_labels, labels = train_test_split(
        inputs, digits.target, test_size=0.25, random_state=SEED, stratify=digits.target
    )
    models = []
    for version, (file, hidden) in VERSIONS.items():
        classifier = MLPClassifier((hidden,), random_state=SEED, max_iter=600)
        # It is stopped before it has converged, as more rounds only fit the training set better.
        with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):
            classifier.fit(train, train_labels)
        # Without `zipmap` the probabilities are a tensor: Node's runtime knows no maps.
        onnx = skl2onnx.to_onnx(classifier, train[:1], options={"zipmap": False})
        (HERE / file).write_bytes(onnx.SerializeToString())
        models.append(
            {
                "version": version,
                "file": file,
                "bytes": (HERE / file).stat().st_size,
                "hiddenUnits": hidden,
                "inputLength": inputs.shape[1],
                "classes": len(classifier.classes_),
                "accuracy": round(float(classifier.score(test, labels)), 4),
            }
        )
    made_by = {"scikit-learn": sklearn.__version__, "skl2onnx": skl2onnx.__version__}
    write("models.json", {"madeBy": made_by, "testSamples": len(labels), "models": models})
    # Means of four whole numbers up to 16, over 16: as 64ths they are whole numbers again.
    rows = np.rint(test * 64).astype(int).tolist()
    samples = {"scale": 64, "labels": labels.tolist(), "inputs": rows}
    (HERE / "test-samples.json").write_text(json.dumps(samples, separators=(",", ":")) + "\n")


def write(name, content):
    (HERE / name).write_text(json.dumps(content, indent=2) + "\n")


main()
