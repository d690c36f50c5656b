@echo off
set "xlsreport_python=%~dp0.venv\Scripts\python.exe"
if exist "%~dp0python\python.exe" set "xlsreport_python=%~dp0python\python.exe"
"%xlsreport_python%" -m xlsreport %*
