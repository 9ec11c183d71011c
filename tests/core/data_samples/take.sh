#!/bin/bash
# Take the samples of this folder anew: see README.md. Only a cluster of its own is touched: rd-dev.
#
#     ./take.sh first; ./take.sh second; ./take.sh faults
set -u
cd "$(dirname "$0")" || exit 2
KUBECONFIG=$(mktemp)
export KUBECONFIG TERM=dumb NO_COLOR=1 LC_ALL=C.UTF-8
own='--filter label=io.x-k8s.kind.cluster=rd-dev'

take() { # COMMAND: run it, and keep what it prints, stdout and stderr in one pipe
  printf '==== %s\n' "$1" >>"$to"
  # no host of a registry is named in this repository; others of the same length keep the columns
  bash -c "$1" 2>&1 </dev/null | sed 's#registry\.k8s\.io#reg-k8s.example#g; s#docker\.io#r.example#g' >>"$to"
  [ -z "$(tail -c1 "$to")" ] || echo >>"$to"
}

begin() {
  take 'kind create cluster --name rd-dev --config cluster.yaml --image kindest/node:v1.34.0'
  take 'kind load docker-image nginx:1.26 busybox:1.36 --name rd-dev'
  take 'kubectl apply -f web.yaml'
  take 'kubectl rollout status deployment/web --timeout=120s'
  take 'kubectl wait --for=condition=complete job/greet --timeout=120s'
  take 'kubectl apply -f web.yaml'
  kubectl wait --for=condition=Ready pods --all -n kube-system --timeout=60s >/dev/null
  sleep 10
}

look() {
  take 'kubectl get deployment web -o yaml'
  take 'kubectl get deployment web -o json'
  take 'kubectl get pods -l app=web -o yaml'
  take 'kubectl get service web -o yaml'
  take 'kubectl get configmap settings -o json'
  take 'kubectl get replicasets -o yaml'
  take 'kubectl get endpointslices -l kubernetes.io/service-name=web -o json'
  take 'kubectl get node rd-dev-worker -o yaml'
  take "kubectl get pods -l app=web -o jsonpath='{.items[*].metadata.name}'"
  take "kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'"
  take "kubectl get service web -o jsonpath='{.spec}'"
  take "kubectl get service web -o jsonpath='{.spec.type}'"
  take 'kubectl describe deployment web'
  take 'kubectl describe pods -l app=web'
  take 'kubectl describe service web'
  take 'kubectl describe configmap settings'
  take 'kubectl describe node rd-dev-worker'
  take 'docker inspect rd-dev-worker'
  take "docker inspect -f '{{.State.Status}} {{.Config.Image}}' rd-dev-worker"
  take "docker ps --format json $own"
  take 'kubectl logs job/greet'
}

more() {
  take 'kubectl get pods -A -o name'
  take 'kubectl get namespaces -o yaml'
  take 'kubectl get job greet -o yaml'
  take "kubectl get pods -n kube-system -o jsonpath='{.items[*].status.podIP}'"
  take "kubectl get pods -l app=web -o jsonpath='{.items[*].spec.nodeName}'"
  take "kubectl get service web -o jsonpath='{.spec.ports[0].nodePort}'"
  take "kubectl get pods -n kube-system -o go-template='{{range .items}}{{.metadata.name}} {{.status.phase}}{{\"\\n\"}}{{end}}'"
  take 'kubectl describe nodes'
  take 'kubectl describe job greet'
  take 'kubectl describe replicaset'
  take 'kubectl describe namespace default'
  take 'kubectl describe pods -n kube-system -l k8s-app=kube-dns'
  take 'kubectl get events'
  take 'kubectl get events -A'
  take 'kubectl get events --sort-by=.lastTimestamp'
  take 'kubectl events --for deployment/web'
  take 'kubectl logs deployment/web'
  take 'kubectl logs job/greet --timestamps'
  take 'kubectl logs -n kube-system -l k8s-app=kube-proxy --prefix'
  take 'kubectl logs -n kube-system deployment/coredns'
  take 'docker logs rd-dev-worker'
  take 'kubectl version -o json'
  take 'kubectl get --raw /version'
  take "docker version --format '{{json .}}'"
  take "docker info --format '{{json .Swarm}}'"
  take 'docker version'
  take 'kind version'
  take 'docker image inspect nginx:1.26'
  take "docker network inspect kind -f '{{json .IPAM}}'"
  take "docker inspect -f '{{json .NetworkSettings.Networks}}' rd-dev-worker"
  take 'docker top rd-dev-worker'
  take 'docker stats --no-stream rd-dev-worker'
  take 'docker exec rd-dev-worker ip addr'
  take 'docker exec rd-dev-worker ip route'
  take 'docker exec rd-dev-worker crictl ps -o json'
  take 'kubectl config view -o json'
  take 'kubectl config get-contexts'
  take 'kubectl cluster-info'
  take 'kubectl create deployment x --image=nginx:1.26 --dry-run=client -o yaml'
  take 'kubectl run y --image=nginx:1.26 --dry-run=server -o yaml'
  take 'kubectl scale deployment web --replicas=3'
  take 'kubectl rollout status deployment/web'
  take 'kubectl rollout history deployment/web'
  take 'kubectl delete job greet'
  take 'kind delete cluster --name rd-dev'
}

repair() { # back to the state that `look` of a good run sees
  kubectl delete -f web.yaml
  kubectl uncordon rd-dev-worker
  kubectl taint node rd-dev-worker dedicated-
  kubectl apply -f web.yaml
  kubectl rollout status deployment/web --timeout=120s
  kubectl wait --for=condition=complete job/greet --timeout=60s
  kubectl delete events --all -n default
  sleep 5
}

spoil() {
  case $1 in
    scaled) kubectl scale deployment web --replicas=3; kubectl rollout status deployment/web ;;
    image) kubectl set image deployment/web web=nginx:1.27; sleep 20 ;;
    crash) kubectl patch deployment web --type=json -p \
      '[{"op": "add", "path": "/spec/template/spec/containers/0/command", "value": ["false"]}]'; sleep 30 ;;
    service) kubectl delete service web; sed 's/NodePort/ClusterIP/' web.yaml | kubectl apply -f - ;;
    config) kubectl patch configmap settings -p '{"data":{"color":"red"}}' ;;
    taint) kubectl taint node rd-dev-worker dedicated=gpu:NoSchedule; kubectl cordon rd-dev-worker ;;
    stopped) docker stop rd-dev-worker; sleep 60 ;;
  esac
}

if [ "$1" = faults ]; then
  to=/dev/null
  begin
  for fault in scaled image crash service config taint stopped; do
    spoil "$fault" >/dev/null 2>&1
    to=$fault.txt
    : >"$to"
    look
    [ "$fault" = stopped ] || repair >/dev/null 2>&1
  done
  kind delete cluster --name rd-dev
else
  to=$1.txt
  : >"$to"
  begin
  look
  more
fi
rm -f "$KUBECONFIG"
