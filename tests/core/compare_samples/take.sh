#!/bin/bash
# Take the samples of this folder anew: see README.md. Only clusters of its own are touched: cmp-dev and cmp-ha.
#
#     ./take.sh first; ./take.sh second; ./take.sh faults
#     ./take.sh ha-first; ./take.sh ha-second
set -u
cd "$(dirname "$0")" || exit 2
KUBECONFIG=$(mktemp)
export KUBECONFIG TERM=dumb NO_COLOR=1 LC_ALL=C.UTF-8
own='--filter label=io.x-k8s.kind.cluster=cmp-dev'

take() { # COMMAND: run it, and keep what it prints, stdout and stderr in one pipe
  printf '==== %s\n' "$1" >>"$to"
  bash -c "$1" >>"$to" 2>&1 </dev/null
  [ -z "$(tail -c1 "$to")" ] || echo >>"$to"
}

begin() {
  take 'kind create cluster --name cmp-dev --config cluster.yaml --image kindest/node:v1.34.0 --wait 90s'
  take 'kind load docker-image nginx:1.26 busybox:1.36 --name cmp-dev'
  take 'kind load docker-image nginx:1.26 --name cmp-dev'
  take 'kubectl apply -f web.yaml'
  take 'kubectl rollout status deployment/web-front --timeout=120s'
  take 'kubectl rollout status statefulset/db --timeout=120s'
  take 'kubectl wait --for=condition=Ready pods --selector app=agent --timeout=60s'
  kubectl wait --for=condition=complete job/hello --timeout=60s >/dev/null
  kubectl wait --for=condition=Ready pods --all -n kube-system --timeout=60s >/dev/null
}

look() {
  take 'kubectl get nodes'
  take 'kubectl get nodes -o wide'
  take 'kubectl get pods'
  take 'kubectl get pods -o wide'
  take 'kubectl get pods -A'
  take 'kubectl get pods --no-headers'
  take 'kubectl get pods --sort-by=.metadata.name'
  take 'kubectl get pods -o name'
  take 'kubectl get pods | grep web'
  take 'kubectl get pods -o custom-columns=POD:.metadata.name,IMAGE:.spec.containers[0].image'
  take 'kubectl get all'
  take 'kubectl get deployments -o wide'
  take 'kubectl get services'
  take 'kubectl get endpointslices'
  take 'kubectl get daemonsets -A'
  take 'kubectl get jobs,cronjobs'
  take 'kubectl get pvc,pv'
  take 'kubectl get storageclass'
  take 'kubectl get deployment web-front -o yaml'
  take 'kubectl describe node cmp-dev-control-plane'
  take 'kubectl describe pod db-0'
  take 'kubectl describe service web-front'
  take 'kubectl describe deployment web-front'
  take "docker ps $own"
  take "docker ps $own --format '{{.Names}} {{.Image}} {{.Status}}'"
  take 'kind get nodes --name cmp-dev'
}

more() {
  take 'kubectl get nodes --show-labels'
  take 'kubectl get pods -n kube-system'
  take 'kubectl get replicasets'
  take 'kubectl get namespaces'
  take 'kubectl get leases -n kube-system'
  take 'kubectl get configmaps -A'
  take 'kubectl get events --field-selector involvedObject.kind=Job'
  take 'kubectl get node cmp-dev-worker -o yaml'
  take 'kubectl get pods -l app=db -o json'
  take "kubectl get nodes -o jsonpath='{.items[*].status.addresses[0].address}'"
  take 'kubectl config get-contexts'
  take 'kubectl api-resources'
  take 'kubectl version'
  take 'kubectl version -o yaml'
  take 'kubectl cluster-info --context kind-cmp-dev'
  take 'kubectl logs job/hello'
  take 'kubectl logs deployment/web-front'
  take 'docker exec cmp-dev-worker ip addr show eth0'
  take 'docker exec cmp-dev-worker crictl images'
  take "docker ps -q $own"
  take 'docker images nginx'
  take 'docker network ls --filter name=kind'
  take 'docker inspect -f "{{json .NetworkSettings.Ports}}" cmp-dev-control-plane'
  take 'docker stats --no-stream cmp-dev-control-plane'
  take 'docker run --rm busybox:1.36 sh -c "hostname -i; ip addr show eth0"'
  take 'docker run -d --label cmp=dev busybox:1.36 sleep 60 && docker ps --filter label=cmp=dev'
  docker ps -aq --filter label=cmp=dev | xargs docker rm -f >/dev/null
  take 'kind version'
  take 'kubectl delete service web-front'
  take 'kind delete cluster --name cmp-dev'
}

repair() { # back to the state that `look` of a good run sees
  kubectl delete deployment,service web-front # "apply" would keep what was added to them
  kubectl delete job hello
  kubectl apply -f "$class" -f web.yaml
  kubectl uncordon cmp-dev-worker2
  kubectl taint node cmp-dev-worker dedicated-
  kubectl rollout status deployment/web-front --timeout=120s
  kubectl rollout status statefulset/db --timeout=120s
  kubectl rollout status daemonset/agent --timeout=120s
  kubectl wait --for=condition=complete job/hello --timeout=60s
  kubectl delete pods --field-selector status.phase=Failed
  sleep 8
}

spoil() {
  case $1 in
    scaled) kubectl scale deployment web-front --replicas=2; sleep 8 ;;
    image) kubectl set image deployment/web-front nginx=nginx:1.27; sleep 20 ;;
    crash) kubectl patch deployment web-front --type=json -p \
      '[{"op": "add", "path": "/spec/template/spec/containers/0/command", "value": ["false"]}]'; sleep 30 ;;
    service) kubectl patch service web-front -p '{"spec":{"type":"ClusterIP"}}' ;;
    job) kubectl delete job hello; sed 's/\[echo, .*\]/["false"]/; s/Never/OnFailure/' web.yaml | kubectl apply -f -; sleep 15 ;;
    daemonset) kubectl delete daemonset agent; sleep 5 ;;
    taint) kubectl taint node cmp-dev-worker dedicated=gpu:NoSchedule; kubectl cordon cmp-dev-worker2 ;;
    storage) kubectl delete statefulset db; kubectl delete pvc data-db-0; kubectl delete storageclass standard
      kubectl apply -f web.yaml; sleep 10 ;;
    stopped) docker stop cmp-dev-worker2; sleep 60 ;;
  esac
}

ha() { # several control planes, and what a guide about them runs
  take 'kind create cluster --config ha.yaml --image kindest/node:v1.34.0'
  take 'kind get nodes --name cmp-ha'
  take 'docker ps --filter name=cmp-ha'
  take 'docker port cmp-ha-external-load-balancer'
  take 'kubectl cluster-info'
  take 'kubectl wait --for=condition=Ready nodes --all --timeout=90s'
  take 'kubectl get nodes'
  take 'kind load docker-image nginx:1.26 --name cmp-ha'
  take 'kubectl create deployment web --image=nginx:1.26 --replicas=2'
  take 'kubectl expose deployment web --port=80 --type=NodePort'
  take 'kubectl rollout status deployment/web --timeout=60s'
  take 'kubectl scale deployment web --replicas=4'
  take 'kubectl rollout status deployment/web --timeout=60s && kubectl get pods -o wide'
  take 'kubectl get endpoints'
  take 'kubectl rollout history deployment web'
  take 'kubectl get rs,deploy,svc'
  take 'kubectl exec deploy/web -- env'
  take 'kubectl exec deploy/web -- cat /etc/hosts'
  take 'curl -si http://$(kubectl get node cmp-ha-worker -o jsonpath="{.status.addresses[0].address}"):$(kubectl get svc web -o jsonpath="{.spec.ports[0].nodePort}")'
  take 'kubectl get svc web -o jsonpath="{.spec.ports[0].nodePort}"'
  take 'kubectl get svc web -o jsonpath="{.spec.clusterIP}:{.spec.ports[0].nodePort}"'
  take 'kubectl get pods -o jsonpath="{.items[*].metadata.name}"'
  take 'kubectl get svc web -o json'
  take 'kubectl get csr'
  take 'kubectl config view'
  take 'kubectl describe svc web'
  take 'kubectl describe rs'
  take 'kubectl top nodes'
  take 'docker exec cmp-ha-control-plane crictl pods'
  take 'docker exec cmp-ha-control-plane ip route'
  take 'docker inspect cmp-ha-worker'
  take 'kubectl run tmp --image=nginx:1.26 --restart=Never'
  take 'kubectl wait --for=condition=Ready pod/tmp'
  take 'kubectl get pod tmp -o yaml'
  take 'kubectl delete pod tmp'
  take 'kubectl set image deployment/web nginx=nginx:1.26'
  take 'kubectl delete deployment,svc web'
  take 'kind delete cluster --name cmp-ha'
}

if [[ "$1" = ha-* ]]; then
  to=$1.txt
  : >"$to"
  ha
elif [ "$1" = faults ]; then
  to=/dev/null
  begin
  class=$(mktemp)
  kubectl get storageclass standard -o yaml >"$class"
  for fault in scaled image crash service job daemonset taint storage stopped; do
    spoil "$fault" >/dev/null 2>&1
    to=$fault.txt
    : >"$to"
    look
    [ "$fault" = stopped ] || repair >/dev/null 2>&1
  done
  rm -f "$class"
  kind delete cluster --name cmp-dev
else
  to=$1.txt
  : >"$to"
  begin
  sleep 10
  look
  more
fi
rm -f "$KUBECONFIG"
