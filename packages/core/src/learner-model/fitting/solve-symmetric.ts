/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's decomposition.
 *
 * @param matrix row by row, only its lower triangle is read; overwritten
 * @param vector b; overwritten and returned as x
 */
export function solveSymmetric(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const at = (row: number, column: number): number => matrix[row * size + column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k);
      matrix[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(column, column);
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = vector[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= at(row, k) * (vector[k] ?? 0);
    vector[row] = sum / at(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = vector[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= at(k, row) * (vector[k] ?? 0);
    vector[row] = sum / at(row, row);
  }
  return vector;
}
