#!/bin/sh
# Installs xlsreport from the folder that this file lies in, without a network: sh install.sh [PYTHON]
here=$(dirname "$0")
chmod +x "$here"/python/bin/* 2>/dev/null # which a USB stick forgets
for python in "$@" "$here/python/bin/python@PYTHON@" python@PYTHON@ python3 python "$HOME/miniforge3/bin/python3"; do
    if "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != sys.argv[1])' @PYTHON@ 2>/dev/null; then
        exec "$python" "$here/install.py"
    fi
done
echo "没有找到 Python @PYTHON@；已经装在别处的，写出它的路径：sh install.sh 路径/python3。怎样安装见 README.txt。" >&2
echo "Python @PYTHON@ was not found. Where it is installed elsewhere, name it: sh install.sh PATH/python3. README.txt says how to get it." >&2
exit 1
