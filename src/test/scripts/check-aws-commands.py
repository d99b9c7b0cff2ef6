"""Reads commands of the AWS CLI, one JSON array of words a line, and prints what its own model does not know."""
import json
import sys

import botocore.session
from botocore import xform_name

SERVICES = {"deploy": "codedeploy", "s3api": "s3"}
GLOBAL = {"query", "output", "region", "endpoint-url", "cli-read-timeout", "cli-input-json"}
VERSION_2 = {"cli-binary-format"}
# Made of several calls, and in no model.
CUSTOM = {("s3", "cp"), ("s3", "rm"), ("s3", "sync"), ("cloudformation", "deploy")}

session = botocore.session.get_session()
loader = session.get_component("data_loader")


def problems(words):
    service, operation = words[0], words[1]
    if (service, operation) in CUSTOM:
        return
    name = SERVICES.get(service, service)
    model = session.get_service_model(name)
    options = {word[2:] for word in words if word.startswith("--")}
    if operation == "wait":
        waiters = loader.load_service_model(name, "waiters-2")["waiters"]
        found = {xform_name(waiter, "-"): waiter for waiter in waiters}
        if words[2] not in found:
            yield "no such waiter"
            return
        shape = model.operation_model(waiters[found[words[2]]]["operation"]).input_shape
    else:
        found = {xform_name(one, "-"): one for one in model.operation_names}
        if operation not in found:
            yield "no such operation"
            return
        shape = model.operation_model(found[operation]).input_shape
    members = {xform_name(one, "-"): one for one in shape.members}
    for name, member in list(members.items()):
        if shape.members[member].type_name == "boolean":
            members["no-" + name] = member
    for option in sorted(options - GLOBAL - VERSION_2 - set(members)):
        yield "no option --" + option
    if "cli-input-json" not in options:
        given = {members.get(option) for option in options}
        for missing in sorted(set(shape.required_members) - given):
            yield "without --" + xform_name(missing, "-")


for line in sys.stdin:
    command = json.loads(line)
    for problem in problems(command):
        print("aws %s: %s" % (" ".join(command), problem))
