#!/bin/bash
# Take the runs of this folder anew: see README.md. Needs an engine, kind and kubectl, and about 45 minutes.
# Only one cluster is touched, drift-a, which must not be there before.
#
#     ./take.sh             all of them
#     ./take.sh first       the run on a cluster of its own
#     ./take.sh second      the run on another, its repetition, and all faults there
set -u
cd "$(dirname "$0")" || exit 2
TOGETHER=3 # so many commands that only look are run at a time
KUBECONFIG=$(mktemp)
export KUBECONFIG TERM=dumb NO_COLOR=1 LC_ALL=C.UTF-8

take() { # COMMAND FILE: run it, keep its exit code and what it prints, stdout and stderr in one pipe
  local code
  bash -c "$1" >"$2.printed" 2>&1 </dev/null
  code=$?
  {
    printf '==== %s %s\n' "$code" "$1"
    # no host of a registry is named in this repository; others of the same length keep the columns
    sed 's#registry\.k8s\.io#reg-k8s.example#g; s#docker\.io#r.example#g' "$2.printed"
    [ -z "$(tail -c1 "$2.printed")" ] || printf '\n\\ no line end\n'
  } >"$2"
  rm "$2.printed"
}

part() { # NAME RUN: take all commands of one part of commands.txt, in their order
  local folder number=1000 command
  folder=$(mktemp -d)
  while IFS= read -r command; do
    number=$((number + 1))
    take "$command" "$folder/$number" &
    [ "$1" = look ] || wait
    while [ "$(jobs -pr | wc -l)" -ge "$TOGETHER" ]; do wait -n; done
  done < <(sed -n "/^\[$1\]\$/,/^\$/ { /^\[/d; /^\$/d; p }" commands.txt)
  wait
  cat "$folder"/* >>"runs/$2.txt"
  rm -r "$folder"
}

look() { # RUN
  echo "$(date -u +%T) $1"
  part look "$1"
}

second_tag() { # every node gets the image of nginx by another tag as well: the engine does not
  local node image
  for node in $(kind get nodes --name drift-a); do
    image=$(docker exec "$node" ctr -n k8s.io images ls -q | grep '/nginx:1\.26$')
    docker exec "$node" ctr -n k8s.io images tag "$image" "${image%1.26}1.27"
  done
}

settle() { # until nothing happens by itself any more that a good run shows
  kubectl wait --for=condition=Ready pods --all -n kube-system --timeout=60s
  sleep 25
}

up() { # RUN
  echo "$(date -u +%T) a cluster"
  part up "$1"
  { second_tag; settle; } >/dev/null 2>&1
}

afresh() { # MANIFEST: all of the namespace from nothing, so that no object and no event tells of what was before
  kubectl delete namespace shop
  kubectl wait --for=delete pv --all --timeout=60s
  kubectl create namespace shop
  kubectl apply -f "$1"
  kubectl rollout status deployment/web --timeout=25s
  kubectl rollout status statefulset/db --timeout=25s
  kubectl rollout status daemonset/agent --timeout=25s
  kubectl create job now --from=cronjob/tick
  kubectl wait --for=condition=complete job/now --timeout=60s
  settle
}

good() { # RUN
  afresh shop.yaml >/dev/null 2>&1
  look "$1"
}

other() { # SED: the manifest with something else in it, afresh
  local spoilt
  spoilt=$(mktemp)
  sed "$1" shop.yaml >"$spoilt"
  cmp -s "$spoilt" shop.yaml && echo "nothing is spoilt by $1"
  afresh "$spoilt" >/dev/null 2>&1
  rm "$spoilt"
}

patched() { # JSON: the deployment, afresh and then changed
  kubectl patch deployment web --type=json -p "[$1]"
}

spoil() { # FAULT
  case $1 in
    scaled) kubectl scale deployment web --replicas=4; kubectl rollout status deployment/web; sleep 10 ;;
    image) kubectl set image deployment/web nginx=nginx:9.99; sleep 40 ;;
    tag) kubectl set image deployment/web nginx=nginx:1.27; kubectl rollout status deployment/web; sleep 15 ;;
    crash) patched '{"op": "add", "path": "/spec/template/spec/containers/0/command", "value": ["false"]}'; sleep 50 ;;
    taint) kubectl taint node drift-a-worker2 dedicated=gpu:NoSchedule; sleep 10 ;;
    stopped) docker stop drift-a-worker2; sleep 75 ;;
  esac
}

fault() { # FAULT: taken on what was good just before
  spoil "$1" >/dev/null 2>&1
  look "$1"
}

faults() {
  good good-1
  fault scaled
  for each in image tag crash; do
    afresh shop.yaml >/dev/null 2>&1
    fault "$each"
  done
  good good-2
  other '/name: web$/,/ports/ s/type: NodePort/type: ClusterIP/' && look service
  other '/^kind: Service/,/ports/ s/selector: {app: web}/selector: {app: wbe}/' && look selector
  other 's/color: blue/color: red/' && look config
  other 's/storageClassName: standard/storageClassName: fast/' && look volume
  other 's/command: \[echo, .*\]/command: ["false"]/' && look job
  other 's#httpGet: {path: /,#httpGet: {path: /health,#' && look unready
  good good-3
  fault taint
  kubectl taint node drift-a-worker2 dedicated- >/dev/null
  fault stopped
}

first() {
  rm -f runs/first.txt
  up first
  look first
  kind delete cluster --name drift-a
}

second() {
  find runs -name '*.txt' ! -name first.txt -delete
  up second
  look second
  sleep 150
  look again
  faults
  kind delete cluster --name drift-a
}

main() {
  for run in "$@"; do "$run"; done
  rm "$KUBECONFIG"
  exit
}

[ $# -gt 0 ] || set -- first second
main "$@"
