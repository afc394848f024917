# ctest inside ctest: cmake -DCTEST=… -DDIR=build/web-test -P run.cmake
if(NOT EXISTS ${DIR}/CTestTestfile.cmake)
  message(FATAL_ERROR "The WebAssembly tests are not built: cmake --preset web-test && cmake --build --preset web-test, or ./smsdesk test.")
endif()
cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
execute_process(COMMAND ${CTEST} --test-dir ${DIR} --output-on-failure --no-tests=error -j ${cores} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "A WebAssembly test failed (see above).")
endif()
