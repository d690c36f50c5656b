@echo off
rem Installs xlsreport from the folder that this file lies in, without a network: install.bat [PYTHON.EXE]
setlocal
set "check=import sys; sys.exit('.'.join(map(str, sys.version_info[:2])) != sys.argv[1])"
set "found="
if not "%~1"=="" set found="%~1"
if not defined found if exist "%~dp0python\python.exe" set found="%~dp0python\python.exe"
if defined found goto run
py -@PYTHON@ -c "%check%" @PYTHON@ >nul 2>nul && set "found=py -@PYTHON@" && goto run
python -c "%check%" @PYTHON@ >nul 2>nul && set "found=python" && goto run
echo Python @PYTHON@ for 64-bit Windows was not found. README.txt says how to get it.
start "" notepad "%~dp0README.txt"
pause
exit /b 1
:run
%found% "%~dp0install.py"
set "result=%errorlevel%"
pause
exit /b %result%
